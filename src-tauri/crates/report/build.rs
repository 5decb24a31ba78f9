//! Finds the fonts a PDF is set in. They come with the screen's npm packages, so that they are never committed; their
//! paths reach `src/fonts.rs` as environment variables of the compiler.

use std::{env, path::Path};

/// Environment variable and place under `ui/node_modules/@expo-google-fonts`.
const FONTS: [(&str, &str); 4] = [
    ("SATCHEL_FONT_INTER_REGULAR", "inter/400Regular/Inter_400Regular.ttf"),
    ("SATCHEL_FONT_INTER_SEMIBOLD", "inter/600SemiBold/Inter_600SemiBold.ttf"),
    ("SATCHEL_FONT_NOTO_REGULAR", "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
    ("SATCHEL_FONT_NOTO_BOLD", "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_PDF").is_none() {
        return;
    }
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join("../../../ui/node_modules/@expo-google-fonts");
    for (variable, file) in FONTS {
        let path = root.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_file() {
            println!("cargo::rustc-env={variable}={}", path.display());
        } else {
            println!("cargo::error=the font {file} is missing: run `npm ci` in ui first (`cargo xtask run` does)");
        }
    }
}
