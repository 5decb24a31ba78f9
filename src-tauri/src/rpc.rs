//! The window's one way in: a command of the contract by name.

use satchel_core::Error;
use satchel_core::contract::{self, Caller};
use satchel_core::session::Session;
use serde_json::Value;
use tauri::State;

/// Calls a command for the window. The contract checks name, caller, role and input.
#[tauri::command]
pub async fn call(session: State<'_, Session>, name: String, input: Option<Value>) -> Result<Value, Error> {
    contract::call(&session, Caller::Window, &name, input.unwrap_or_default()).await
}
