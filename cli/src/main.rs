//! `cargo heirloom`.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_heirloom::run()
}
