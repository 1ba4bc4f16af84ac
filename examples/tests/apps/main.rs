//! The examples `habits` and `shop`, as commands that people run; `tests/stores` has two releases of the shop on one
//! database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../shared/built.rs"]
mod built;
mod habits;
mod shop;

/// Runs a command that has to work, and gives what it said.
fn works(command: &mut std::process::Command) -> String {
    let output = command.output().unwrap();
    let said = built::text(&output);
    assert!(output.status.success(), "{said}");
    said
}

/// Runs a command that has to fail with one line on stderr, and no panic; gives that line.
fn fails(command: &mut std::process::Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let line = said.strip_prefix("error: ").and_then(|said| said.strip_suffix('\n'));
    line.unwrap().to_owned()
}
