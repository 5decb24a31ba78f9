//! From a name and JSON to an operation and back: caller, role and input are checked here, whoever calls.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::types::Types;
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::people::{Actor, Role};
use crate::session::Session;

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// The web view.
    Window,
    /// The command line; it waits for jobs.
    CommandLine,
}

/// The future of one call.
pub(super) type Running<'a> = Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>>;

/// How a command runs.
pub(super) enum Run {
    /// On the session, open or not.
    Session(for<'a> fn(&'a Session, Value) -> Running<'a>),
    /// On the open workspace, at once.
    Quick(fn(Role) -> bool, for<'a> fn(&'a App, Actor, Value) -> Running<'a>),
    /// On the open workspace, in the background.
    Job(fn(Role) -> bool, fn(Arc<App>, Actor, Value, Arc<crate::jobs::Progress>) -> Running<'static>),
}

/// A listed command.
pub(super) struct Command {
    pub name: &'static str,
    pub window_only: bool,
    pub run: Run,
    pub input: fn(&mut Types) -> String,
    pub output: fn(&mut Types) -> String,
}

macro_rules! contract {
    ($($kind:ident $callers:ident $role:ident $name:ident($input:ty) -> $output:ty = $operation:path;)*) => {
        static COMMANDS: &[dispatch::Command] = &[$(
            dispatch::Command {
                name: stringify!($name),
                window_only: dispatch::contract!(@callers $callers),
                run: dispatch::contract!(@run $kind $role $operation),
                input: types::Types::add::<$input>,
                output: types::Types::add::<$output>,
            },
        )*];
    };
    (@callers window) => { true };
    (@callers everywhere) => { false };
    (@run session $anyone:ident $operation:path) => {
        dispatch::Run::Session(|session, input| Box::pin(async move {
            dispatch::output($operation(session, dispatch::input(input)?).await?)
        }))
    };
    (@run quick $role:ident $operation:path) => {
        dispatch::Run::Quick(people::Role::$role, |app, actor, input| Box::pin(async move {
            dispatch::output($operation(app, actor, dispatch::input(input)?).await?)
        }))
    };
    (@run job $role:ident $operation:path) => {
        dispatch::Run::Job(people::Role::$role, |app, actor, input, progress| Box::pin(async move {
            dispatch::output($operation(&app, actor, dispatch::input(input)?, &progress).await?)
        }))
    };
}
pub(super) use contract;

/// Reads a command's input.
pub(super) fn input<T: DeserializeOwned>(value: Value) -> Result<T> {
    let value = if value.is_null() { Value::Object(serde_json::Map::new()) } else { value };
    serde_json::from_value(value).map_err(|error| Error::new(Code::BadInput, error.to_string()))
}

/// Writes a command's output.
pub(super) fn output<T: Serialize>(value: T) -> Result<Value> {
    serde_json::to_value(value).map_err(internal)
}

/// A fault of ours ends one call and nothing else: what was begun is taken back as it is let go of.
async fn caught(mut running: Running<'_>) -> Result<Value> {
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(internal("a panic"))))
    })
    .await
}

/// Calls a command. The window gets a job's id at once; the command line waits for its output.
///
/// # Errors
/// `unknown_command`, `not_here`, `locked`, `refused`, `bad_input`, or the operation's own.
pub async fn call(session: &Session, caller: Caller, name: &str, input: Value) -> Result<Value> {
    let command = super::COMMANDS.iter().find(|command| command.name == name);
    let command = command.ok_or_else(|| Error::new(Code::UnknownCommand, format!("no command {name}")))?;
    if command.window_only && caller != Caller::Window {
        return Err(Error::new(Code::NotHere, format!("{name} is for the window")));
    }
    let (role, app, actor) = match &command.run {
        Run::Session(run) => return caught(run(session, input)).await,
        Run::Quick(role, _) | Run::Job(role, _) => {
            let (app, actor) = session.open_app().await?;
            (role, app, actor)
        }
    };
    if !role(actor.role) {
        return Err(Error::new(Code::Refused, format!("{:?} may not {name}", actor.role)));
    }
    match &command.run {
        Run::Quick(_, run) => match caught(run(&app, actor, input)).await {
            Err(error) => Err(app.place().explain(error).await),
            done => done,
        },
        Run::Job(_, run) => {
            let progress = Arc::new(app.jobs.begin(name, &app.events));
            let id = progress.id;
            let run = *run;
            let job = tokio::spawn(async move {
                let outcome = match caught(run(Arc::clone(&app), actor, input, Arc::clone(&progress))).await {
                    Err(error) => Err(app.place().explain(error).await),
                    done => done,
                };
                app.jobs.end(&progress, &outcome);
                outcome
            });
            match caller {
                Caller::Window => output(id),
                Caller::CommandLine => job.await.map_err(internal)?,
            }
        }
        Run::Session(_) => Err(internal("a session command takes no workspace")),
    }
}
