//! What the compiler says: one mistake per file, named after it. Bless with `cargo xtask bless`.

use std::io::Write as _;
use std::process::Command;

/// The compiler whose words are recorded. Others say the same in slightly other ones.
const RECORDED: &str = "rustc 1.95.";

#[test]
fn mistakes_do_not_compile_and_say_what_to_type() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    let version = String::from_utf8_lossy(&version);
    if !version.starts_with(RECORDED) {
        // Not `println!`, whose output a passing test does not show.
        let _ = writeln!(
            std::io::stderr(),
            "left out: compiler messages are recorded for {RECORDED}x, and this is {}",
            version.trim()
        );
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*/*.rs");
}
