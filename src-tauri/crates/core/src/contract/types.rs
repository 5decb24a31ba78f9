//! The contract as TypeScript, generated from the Rust types.

use std::any::TypeId;
use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::{Config, TS, TypeVisitor};

use super::dispatch::Run;

/// One command as `satchel commands` lists it.
#[derive(Debug, Clone, Serialize)]
pub struct CommandDescription {
    /// Its name.
    pub name: &'static str,
    /// `session`, `quick` or `job`.
    pub kind: &'static str,
    /// Whether the command line may call it.
    pub command_line: bool,
    /// Its input as TypeScript.
    pub input: String,
    /// Its output as TypeScript; for a job, what it ends with.
    pub output: String,
}

/// The declarations gathered so far, by name.
#[derive(Default)]
pub(super) struct Types {
    config: Config,
    declarations: BTreeMap<String, String>,
    seen: Vec<TypeId>,
}

impl Types {
    /// Declares a type with everything it refers to, and gives its name.
    pub fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        T::visit_dependencies(self);
        T::visit_generics(self);
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let docs = T::docs().unwrap_or_default();
            let declaration = T::decl_concrete(&self.config);
            self.declarations.insert(name, format!("{docs}export {declaration}"));
        }
    }
}

/// Every command with its types' names.
pub fn describe() -> Vec<CommandDescription> {
    let mut types = Types::default();
    let describe = |types: &mut Types, command: &super::dispatch::Command| CommandDescription {
        name: command.name,
        kind: match command.run {
            Run::Session(_) => "session",
            Run::Quick(..) => "quick",
            Run::Job(..) => "job",
        },
        command_line: !command.window_only,
        input: (command.input)(types),
        output: (command.output)(types),
    };
    super::COMMANDS.iter().map(|command| describe(&mut types, command)).collect()
}

/// The file `ui/src/lib/ipc/generated.ts`.
pub fn typescript() -> String {
    let mut types = Types::default();
    types.add::<crate::error::Error>();
    types.add::<crate::jobs::JobEvent>();
    types.add::<crate::store::unit::Change>();
    types.add::<crate::events::ShowRecord>();
    let mut commands = String::new();
    for command in super::COMMANDS {
        let (input, output) = ((command.input)(&mut types), (command.output)(&mut types));
        let output = if matches!(command.run, Run::Job(..)) { format!("Job<{output}>") } else { output };
        commands.push_str(&format!("  {}: {{ input: {input}; output: {output} }};\n", command.name));
    }
    let declarations: Vec<String> = types.declarations.into_values().collect();
    format!(
        "// Generated from the contract in Rust by `cargo xtask bindings`. Do not edit.\n\n{}\n\n\
         /** The id of a running job that ends with `Result`. */\n\
         export type Job<Result> = JobId & {{ readonly result?: Result }};\n\n\
         /** Every command by name. */\nexport type Commands = {{\n{commands}}};\n",
        declarations.join("\n\n")
    )
}
