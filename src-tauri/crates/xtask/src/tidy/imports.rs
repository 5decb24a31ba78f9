//! Who may import whom in the UI: routes compose features, features use components, components know nothing.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Problem, Source, line_of};

/// The window's frame: the one feature that composes, since every page and overlay opens inside it.
const FRAME: &str = "ui/src/features/shell/";

/// `import … from "x"`, `export … from "x"`, `import "x"` and `import("x")`; the first group says whether only types.
static IMPORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?:\b(?:import|export)\s+(type\s)?[^;"'()]*?from\s*|\bimport\s*\(?\s*)["']([^"']+)["']"#).ok()
});

/// Finds imports against the direction of the layers.
pub fn check(source: &Source) -> Vec<Problem> {
    let kind = source.has_extension("ts") || source.has_extension("svelte");
    if !kind || !source.is_interface() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for found in IMPORT.iter().flat_map(|import| import.captures_iter(&source.text)) {
        let Some(target) = found.get(2) else { continue };
        let resolved = resolve(&source.path, target.as_str());
        if let Some(reason) = forbidden(&source.path, &resolved, found.get(1).is_some()) {
            problems.push(Problem::at(source, line_of(&source.text, target.start()), reason));
        }
    }
    problems
}

/// The path an import speaks of: inside the repository for relative ones and aliases like `$lib`, as written for packages.
fn resolve(from: &str, target: &str) -> String {
    if let Some(alias) = target.strip_prefix('$') {
        return format!("ui/src/{alias}");
    }
    if !target.starts_with('.') {
        return target.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn forbidden(from: &str, target: &str, only_types: bool) -> Option<&'static str> {
    if target.starts_with("@tauri-apps/") {
        return (!from.starts_with("ui/src/lib/ipc/")).then_some("only lib/ipc talks to the shell");
    }
    let (layer, _) = from.strip_prefix("ui/src/")?.split_once('/')?;
    let (wanted, rest) = target.strip_prefix("ui/src/")?.split_once('/')?;
    if from.starts_with(FRAME) {
        return None;
    }
    match (layer, wanted) {
        ("lib", "components" | "features" | "routes") => Some("lib serves the pages and imports none of them"),
        ("components", "features" | "routes") => Some("a component knows no area and no page"),
        ("components", "lib") if rest.starts_with("ipc") && !only_types && !rest.ends_with("generated") => {
            Some("a component is given its data; only features call the core")
        }
        ("features", "routes") => Some("a feature does not know the page it stands on"),
        ("features", "features") => {
            let area = from.split('/').nth(3)?;
            let (other, inside) = rest.split_once('/').unwrap_or((rest, ""));
            let through_the_door = ["", "index", "index.ts"].contains(&inside);
            (area != other && !through_the_door).then_some("another feature is used through its index, not its insides")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{check, resolve};
    use crate::tidy::Source;

    fn finds(path: &str, text: &str) -> bool {
        !check(&Source { path: path.into(), text: text.into() }).is_empty()
    }

    #[test]
    fn paths_are_resolved() {
        assert_eq!(resolve("ui/src/features/a/B.svelte", "../c/d"), "ui/src/features/c/d");
        assert_eq!(resolve("ui/src/features/a/B.svelte", "./x"), "ui/src/features/a/x");
        assert_eq!(resolve("ui/src/features/a/B.svelte", "$lib/ipc/call"), "ui/src/lib/ipc/call");
        assert_eq!(resolve("ui/src/features/a/B.svelte", "svelte"), "svelte");
    }

    #[test]
    fn layers_point_one_way() {
        assert!(finds("ui/src/features/search/A.svelte", "import { invoke } from '@tauri-apps/api/core';"));
        assert!(!finds("ui/src/lib/ipc/call.ts", "import { invoke } from \"@tauri-apps/api/core\";"));
        assert!(finds("ui/src/components/Grid.svelte", "import { call } from \"$lib/ipc/call\";"));
        assert!(!finds("ui/src/components/Grid.svelte", "import type { Stage } from \"$lib/ipc/call\";"));
        assert!(finds("ui/src/components/Grid.svelte", "import Row from \"../features/customers/Row.svelte\";"));
        assert!(finds("ui/src/lib/keys.ts", "import {\n  a,\n} from \"$routes/today/a\";"));
        assert!(finds("ui/src/features/today/A.svelte", "import x from \"$features/customers/list.svelte\";"));
        assert!(!finds("ui/src/features/today/A.svelte", "import { x } from \"$features/customers\";"));
        assert!(!finds("ui/src/features/today/A.svelte", "import x from \"./list.svelte\";"));
        assert!(finds("ui/src/features/today/A.svelte", "import Today from \"../../routes/today/Page.svelte\";"));
        assert!(!finds("ui/src/features/shell/pages.ts", "import Today from \"../../routes/today/Page.svelte\";"));
    }
}
