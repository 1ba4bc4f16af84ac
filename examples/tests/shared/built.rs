//! The examples' binaries, which cargo builds beside the tests.

use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
    time::SystemTime,
};

/// The binary of an example, whose sources stand in the folder of its name.
pub(crate) fn example(name: &str) -> Command {
    let test = env::current_exe().unwrap();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let binary = test.ancestors().nth(2).unwrap().join("examples").join(file);
    // `cargo test` builds it too, but not when it is told which tests to run. The example would
    // then be absent, or worse, the one from before the last change.
    let built = fs::metadata(&binary).and_then(|binary| binary.modified()).ok();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    assert!(
        built.is_some_and(|built| built >= newest(&source)),
        "build the example first: cargo build -p heirloom-examples --example {name}"
    );
    Command::new(binary)
}

/// When the youngest of the source files was written.
fn newest(dir: &Path) -> SystemTime {
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let times = paths.map(|path| match path.extension() {
        None if path.is_dir() => newest(&path),
        Some(extension) if extension == "rs" => path.metadata().unwrap().modified().unwrap(),
        _ => SystemTime::UNIX_EPOCH,
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Everything that a command said.
pub(crate) fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
