//! The project's own verbs. Only std, so that they build in a moment.
#![expect(clippy::print_stdout, reason = "a command line")]

mod fuzz;

use std::env;
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask VERB

  ci          everything below, in the order in which the project's own check runs it
  fmt         formatting, checked
  lint        clippy without features, with each, and with all of them; warnings denied
  doc         rustdoc with warnings denied
  test        the README's test command
  examples    all examples, on their own data
  laws        the laws of our own types over 10,000 values of each version: minutes
  fuzz        coverage-guided, four seconds for each target: `fuzz [TARGET…] [--seconds N] [--keep] [-- OPTIONS OF LIBFUZZER]`;
              with `--keep` what it found becomes the committed corpus
  fleet       eight programs of two versions on the same records, a minute on each database
  bench       the benchmark targets; each ends with `ratio NAME MEDIAN` lines
  bless       rewrite recorded messages, expansions and outputs, then show what changed
  wire        refuse edits and deletions of recorded bytes
";

fn main() -> ExitCode {
    let verb = env::args().nth(1).unwrap_or_default();
    let done = match verb.as_str() {
        "ci" => fmt() && lint() && doc() && test() && examples() && wire(),
        "fmt" => fmt(),
        "lint" => lint(),
        "doc" => doc(),
        "test" => test(),
        "examples" => examples(),
        "laws" => laws(),
        "fuzz" => fuzz::fuzz(env::args().skip(2)),
        "fleet" => fleet(),
        "bench" => bench(),
        "bless" => bless(),
        "wire" => wire(),
        _ => {
            println!("{HELP}");
            return if verb == "help" { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fmt() -> bool {
    cargo(&["fmt", "--all", "--check"], &[])
}

fn lint() -> bool {
    const DENY: &[&str] = &["--", "-D", "warnings"];
    /// Those that gate modules.
    const ALONE: &[&str] = &[
        "schema",
        "testing",
        "cbor",
        "messagepack",
        "postcard",
        "toml",
        "yaml",
        "diesel-sqlite",
        "diesel-postgres",
        "diesel-mysql",
        "files",
        "redb",
    ];
    let clippy = |arguments: &[&str]| cargo(&[&["clippy"], arguments, DENY].concat(), &[]);
    clippy(&["--workspace", "--all-targets", "--all-features"])
        && clippy(&["-p", "heirloom", "--all-targets"])
        && ALONE
            .iter()
            .all(|feature| clippy(&["-p", "heirloom", "--all-targets", "--features", feature]))
}

fn doc() -> bool {
    let deny = [("RUSTDOCFLAGS", "-D warnings")];
    cargo(&["doc", "--workspace", "--all-features", "--no-deps"], &deny)
}

fn test() -> bool {
    cargo(&["test", "--workspace"], &[])
        // Doctests and unit tests behind features that the workspace build may not unify.
        && cargo(&["test", "-p", "heirloom", "--all-features"], &[])
}

fn examples() -> bool {
    let out = env::temp_dir().join(format!("heirloom-notebooks-{}", std::process::id()));
    let out = out.to_string_lossy();
    let done = ["quickstart", "habits", "shop"]
        .iter()
        .all(|story| cargo(&["run", "--example", story], &[]))
        && cargo(
            &["run", "--example", "notebooks", "--", "examples/notebooks/samples", "--out", &out],
            &[],
        );
    let _ = std::fs::remove_dir_all(&*out);
    done
}

fn laws() -> bool {
    let cases = [("HEIRLOOM_CASES", "10000")];
    cargo(&["test", "--release", "-p", "heirloom-tests", "--test", "testing"], &cases)
}

fn fleet() -> bool {
    let minute = [("HEIRLOOM_FLEET_SECONDS", "60")];
    let one_by_one = ["--", "--test-threads=1", "--nocapture"];
    let test = ["test", "--release", "-p", "heirloom-store-tests", "--test", "fleet"];
    cargo(&[&test[..], &one_by_one].concat(), &minute)
}

fn bench() -> bool {
    cargo(&["bench", "-p", "heirloom-tests", "--bench", "json", "--bench", "allocations"], &[])
        && cargo(
            &["bench", "-p", "heirloom-store-tests", "--bench", "columns", "--bench", "bulk"],
            &[],
        )
}

fn bless() -> bool {
    cargo(&["test", "-p", "heirloom-tests", "--test", "ui"], &[("TRYBUILD", "overwrite")])
        && cargo(&["test", "-p", "heirloom-macros"], &[("BLESS", "1")])
        && cargo(&["test", "-p", "heirloom-examples"], &[("HEIRLOOM_BLESS", "1")])
        && run(
            "git",
            &["diff", "--stat", "--", "tests/tests/ui", "macros/src/tests", "examples/tests"],
            &[],
        )
}

/// Bytes that were released are history: files under `tests/wire` are added, never changed.
fn wire() -> bool {
    let log = ["log", "--diff-filter=MDR", "--format=%h %s", "--", "tests/wire"];
    let Ok(output) = Command::new("git").args(log).output() else { return false };
    let changed = String::from_utf8_lossy(&output.stdout);
    let clean =
        run("git", &["diff", "--diff-filter=MDR", "--exit-code", "HEAD", "--", "tests/wire"], &[]);
    if !changed.trim().is_empty() {
        println!("recorded bytes were changed or removed by\n{changed}");
    }
    output.status.success() && changed.trim().is_empty() && clean
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> bool {
    run(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments, environment)
}

fn run(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> bool {
    println!("$ {program} {}", arguments.join(" "));
    let status = Command::new(program).args(arguments).envs(environment.iter().copied()).status();
    status.is_ok_and(|status| status.success())
}
