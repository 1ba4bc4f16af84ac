//! The targets of `tests/fuzz`, under libFuzzer: coverage-guided, with the address and the leak sanitizer.
//!
//! The flags are those that `cargo fuzz` would set, so that nothing has to be installed. They belong to nightly; `RUSTC_BOOTSTRAP` lets
//! the stable compiler take them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use crate::cargo;

const CORPUS: &str = "tests/fuzz/corpus";

const FLAGS: &[&str] = &[
    "--cfg",
    "fuzzing",
    "-Zsanitizer=address",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    // Under coverage nothing is inlined from one unit into another; but one unit alone takes twice as long to build.
    "-Ccodegen-units=2",
];

/// What a record of a few kilobytes must do with.
const LIMITS: &[&str] =
    &["-timeout=10", "-rss_limit_mb=1024", "-malloc_limit_mb=64", "-max_len=4096"];

/// The fewest and shortest that reach all that was reached; how often they do does not count.
const SMALLEST: &[&str] = &["-set_cover_merge=1", "-use_counters=0", "-max_len=2048"];

/// How many are committed for a target.
const KEPT: usize = 175;

struct Wanted {
    targets: Vec<String>,
    seconds: u32,
    keep: bool,
    options: Vec<String>,
}

pub(crate) fn fuzz(arguments: impl Iterator<Item = String>) -> bool {
    let Some(wanted) = parse(arguments) else {
        println!("cargo xtask fuzz [TARGET] [--seconds N] [--keep] [-- OPTIONS OF LIBFUZZER]");
        return false;
    };
    let Some(host) = host() else { return false };
    let failed = |target: &&String| match run(target, &host, &wanted) {
        Ok(done) => !done,
        Err(error) => {
            println!("{target}: {error}");
            true
        }
    };
    // Each of them runs, also behind one that fails.
    let failed: Vec<&String> = wanted.targets.iter().filter(failed).collect();
    if !failed.is_empty() {
        println!("failed: {failed:?}; what made it fail lies beside the build, in `fuzz-work`");
    }
    failed.is_empty()
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Option<Wanted> {
    let mut wanted = Wanted { targets: Vec::new(), seconds: 4, keep: false, options: Vec::new() };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => wanted.seconds = arguments.next()?.parse().ok()?,
            "--keep" => wanted.keep = true,
            "--" => wanted.options.extend(arguments.by_ref()),
            target if Path::new(CORPUS).join(target).is_dir() => wanted.targets.push(argument),
            _ => return None,
        }
    }
    if wanted.targets.is_empty() {
        let folders = fs::read_dir(CORPUS).ok()?.flatten();
        wanted.targets =
            folders.filter_map(|folder| folder.file_name().into_string().ok()).collect();
        wanted.targets.sort();
    }
    Some(wanted)
}

/// The triple of this machine: what is built for a named target takes the flags, and what runs while building does not.
fn host() -> Option<String> {
    let output = Command::new("rustc").arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}

fn run(target: &str, host: &str, wanted: &Wanted) -> io::Result<bool> {
    let build = PathBuf::from(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let work = env::current_dir()?.join(build).join("fuzz-work").join(target);
    let (found, seeds, kept) = (work.join("found"), work.join("seeds"), work.join("kept"));
    let corpus = env::current_dir()?.join(CORPUS).join(target);
    for folder in [&found, &seeds] {
        fs::create_dir_all(folder)?;
    }
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let environment = [
        ("RUSTC_BOOTSTRAP", "1".to_owned()),
        ("RUSTFLAGS", FLAGS.join(" ")),
        // SQLite is not ours to check, and another compiler's sanitizer does not go together with this one.
        ("CFLAGS", "-fno-sanitize=all".to_owned()),
        ("CXXFLAGS", "-fno-sanitize=all".to_owned()),
        ("HEIRLOOM_FUZZ_TARGET", target.to_owned()),
        ("HEIRLOOM_FUZZ_SEEDS", path(&seeds)),
    ];
    let environment: Vec<_> = environment.iter().map(|(name, value)| (*name, &**value)).collect();
    let libfuzzer = |options: &[String]| {
        let program = ["run", "--package=heirloom-fuzz", "--profile=fuzz", "--target", host, "--"];
        let limits = LIMITS.iter().copied().chain(wanted.options.iter().map(String::as_str));
        let arguments: Vec<&str> =
            program.into_iter().chain(limits).chain(options.iter().map(String::as_str)).collect();
        cargo(&arguments, &environment)
    };
    let done = libfuzzer(&[
        format!("-max_total_time={}", wanted.seconds),
        "-print_final_stats=1".to_owned(),
        "-dict=tests/fuzz/dictionary".to_owned(),
        format!("-artifact_prefix={}/", path(&work)),
        path(&found),
        path(&corpus),
        path(&seeds),
    ]);
    if !done || !wanted.keep {
        return Ok(done);
    }
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    let mut smallest: Vec<String> = SMALLEST.iter().map(|&option| option.to_owned()).collect();
    smallest.extend([&kept, &corpus, &found, &seeds].map(|folder| path(folder)));
    if !libfuzzer(&smallest) {
        return Ok(false);
    }
    // Those that add most are written first.
    let mut files = fs::read_dir(&kept)?.collect::<io::Result<Vec<_>>>()?;
    files.sort_by_key(|file| file.metadata().and_then(|file| file.modified()).ok());
    files.truncate(KEPT);
    fs::remove_dir_all(&corpus)?;
    fs::create_dir_all(&corpus)?;
    for file in files {
        fs::copy(file.path(), corpus.join(file.file_name()))?;
    }
    Ok(true)
}
