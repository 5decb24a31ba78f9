//! The one list of commands: types, callers, roles, inputs.

use std::path::Path;

use satchel_core::Code;
use satchel_core::contract::{CommandDescription, describe, typescript};
use satchel_core::events::Event;
use satchel_core::jobs::JobState;
use satchel_core::people::Role;
use satchel_tests::{Desk, run};
use serde_json::{Value, json};

/// What the architecture says each command takes, written down a second time.
const EVERYONE: &[&str] = &[
    "list_users",
    "list_tags",
    "get_counts",
    "get_customer",
    "get_strategy",
    "list_due_contacts",
    "list_customers",
    "customer_facets",
    "list_customer_values",
    "list_customer_groups",
    "customer_neighbours",
    "list_views",
    "data_health",
    "health_flags",
    "count_views",
    "count_searches",
    "list_categories",
    "list_searches",
    "list_templates",
    "fill_template",
    "list_fields",
    "count_fields",
    "list_timeline",
    "read_line",
    "get_communication",
    "export_attachment",
    "show_attachment",
    "list_today",
    "list_follow_ups",
    "preview_fit",
    "export_calendar",
    "get_calendar_file",
    "keep_calendar_file",
    "stop_calendar_file",
    "get_draft",
    "search",
    "rebuild_index",
    "communications_per_week",
    "read_analysis",
    "preview_report",
    "export_report",
    "preview_dossier",
    "export_dossier",
    "preview_labels",
    "export_labels",
    "export_list",
    "cancel_job",
    "list_history",
    "list_changes",
];
const SERVING: &[&str] = &[
    "save_points",
    "check_health",
    "create_contact",
    "update_contact",
    "delete_contact",
    "link_contact",
    "unlink_contact",
    "log_communication",
    "update_communication",
    "delete_communication",
    "add_attachments",
    "remove_attachment",
    "create_follow_up",
    "update_follow_up",
    "complete_follow_up",
    "snooze_follow_up",
    "move_overdue",
    "fit_follow_ups",
    "preview_give",
    "give_follow_ups",
    "delete_follow_up",
    "create_view",
    "create_search",
    "save_category",
    "delete_category",
    "set_category",
    "set_tone",
    "save_template",
    "delete_template",
    "update_search",
    "update_view",
    "move_view",
    "delete_view",
    "save_draft",
    "undo",
    "redo",
    "undo_conflicts",
    "restore_change",
];
const SELLING: &[&str] = &[
    "dismiss_contact",
    "create_customer",
    "update_customer",
    "delete_customers",
    "set_customer_tags",
    "change_customers",
    "preview_change",
    "preview_import",
    "list_import_rows",
    "list_mappings",
    "create_mapping",
    "update_mapping",
    "delete_mapping",
    "list_imports",
    "count_import_edits",
    "export_rejected_rows",
    "import_customers",
    "read_pasted",
    "preview_communications",
    "import_communications",
    "find_duplicates",
    "list_duplicates",
    "similar_customers",
    "keep_apart",
    "preview_merge",
    "merge_customers",
    "merge_duplicates",
    "unmerge_customer",
];
const OWNING: &[&str] = &[
    "update_workspace",
    "set_health_rules",
    "create_field",
    "update_field",
    "move_field",
    "save_choices",
    "remove_choice",
];

const ROLES: [(&str, Role); 5] = [
    ("viewer", Role::Viewer),
    ("support", Role::Support),
    ("sales", Role::Sales),
    ("manager", Role::Manager),
    ("owner", Role::Owner),
];

fn expected(name: &str) -> &'static [&'static str] {
    match name {
        name if EVERYONE.contains(&name) => &["viewer", "support", "sales", "manager", "owner"],
        name if SERVING.contains(&name) => &["support", "sales", "manager", "owner"],
        name if SELLING.contains(&name) => &["sales", "manager", "owner"],
        name if OWNING.contains(&name) => &["owner"],
        _ => panic!("{name} has no line in the permission matrix: say here who may call it"),
    }
}

#[test]
fn the_screens_types_are_those_of_the_contract() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/ipc/generated.ts");
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(written == typescript(), "generated.ts must be what the contract says now: run `cargo xtask bindings`");
}

#[test]
fn every_command_keeps_to_its_roles() {
    let desk = Desk::new();
    for (name, role) in ROLES {
        // The program has no way yet to give the one user another role.
        desk.write_raw(&format!("UPDATE user SET role = '{name}'"));
        desk.reopen();
        assert_eq!(desk.actor().role, role, "the role must be the one in the database");
        for command in open_commands() {
            let code = answer_to_nonsense(&desk, &command);
            let wanted = if expected(command.name).contains(&name) { Code::BadInput } else { Code::Refused };
            assert_eq!(code, wanted, "{} called by {name}", command.name);
        }
    }
}

/// How a command answers an input that it can't know: by refusing the caller first, then the input.
fn answer_to_nonsense(desk: &Desk, command: &CommandDescription) -> Code {
    let nonsense = json!({ "noSuchField": 1 });
    if command.command_line {
        return desk.command_line(command.name, nonsense).unwrap_err().code;
    }
    let mut events = desk.session.events.subscribe();
    let answer = match desk.ask(command.name, nonsense) {
        Err(error) => return error.code,
        Ok(answer) => answer,
    };
    assert_eq!(command.kind, "job", "{} must refuse a field it doesn't know", command.name);
    loop {
        let Event::Job(event) = run(events.recv()).unwrap() else { continue };
        if json!(event.id) == answer && event.state != JobState::Running {
            return event.error.unwrap().code;
        }
    }
}

fn open_commands() -> Vec<CommandDescription> {
    describe().into_iter().filter(|command| command.kind != "session").collect()
}

#[test]
fn the_door_checks_the_role_whatever_the_contract_let_through() {
    let desk = Desk::new();
    let customer = desk.customer("Bosch");
    let app = desk.app();
    for (name, role) in ROLES {
        let actor = satchel_core::people::Actor { role, ..desk.actor() };
        let input = serde_json::from_value(json!({ "id": customer, "region": name })).unwrap();
        let written = run(satchel_core::customers::update_customer(&app, actor, input));
        let wanted = expected("update_customer").contains(&name);
        assert_eq!(written.is_ok(), wanted, "{name} at the door, past the contract");
        assert!(written.is_ok() || written.unwrap_err().code == Code::Refused, "the door refuses by role");
    }
}

#[test]
fn a_command_that_is_not_listed_does_not_exist() {
    let desk = Desk::new();
    for name in ["drop_table", "Create_customer", "create_customer ", "", "contract::call"] {
        assert_eq!(desk.call_err(name, Value::Null).code, Code::UnknownCommand, "{name:?}");
    }
}

#[test]
fn what_is_for_the_window_is_refused_to_the_command_line() {
    let desk = Desk::new();
    let window_only: Vec<_> = describe().into_iter().filter(|command| !command.command_line).collect();
    assert!(window_only.iter().any(|command| command.name == "unlock"), "keys are for the window");
    for command in window_only {
        let error = desk.command_line(command.name, json!({})).unwrap_err();
        assert_eq!(error.code, Code::NotHere, "{}", command.name);
    }
}

#[test]
fn unknown_and_missing_fields_are_refused_before_anything_happens() {
    let desk = Desk::new();
    let cases = [
        json!({ "kind": "company", "name": "A", "nmae": "B" }),
        json!({ "kind": "company" }),
        json!({ "kind": "nation", "name": "A" }),
        json!({ "kind": "company", "name": 7 }),
        json!("A"),
        json!(null),
    ];
    for input in cases {
        assert_eq!(desk.call_err("create_customer", input.clone()).code, Code::BadInput, "{input}");
    }
    let sort = json!({ "sort": { "by": "name; DROP TABLE customer" } });
    assert_eq!(desk.call_err("list_customers", sort).code, Code::BadInput, "a sort is one of a list, never SQL");
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 0, "nothing may have been made");
}

#[test]
fn session_commands_refuse_unknown_fields_too() {
    let desk = Desk::new();
    for command in describe().into_iter().filter(|command| command.kind == "session") {
        let error = desk.call_err(command.name, json!({ "noSuchField": 1 }));
        assert_eq!(error.code, Code::BadInput, "{}", command.name);
    }
}

#[test]
fn every_command_of_a_closed_workspace_says_locked() {
    let desk = Desk::new();
    desk.close();
    for command in open_commands() {
        assert_eq!(desk.call_err(command.name, json!({})).code, Code::Locked, "{}", command.name);
    }
}

#[test]
fn the_matrix_names_only_commands_that_exist() {
    let listed: Vec<&str> = describe().iter().map(|command| command.name).collect();
    let gone: Vec<_> =
        [EVERYONE, SERVING, SELLING, OWNING].concat().into_iter().filter(|name| !listed.contains(name)).collect();
    assert!(gone.is_empty(), "these are no commands any more: {gone:?}");
}
