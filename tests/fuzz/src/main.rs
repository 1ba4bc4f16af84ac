//! The fuzzer's side of the targets: `cargo xtask fuzz` builds and runs it.
#![cfg_attr(fuzzing, no_main)]

/// Which target to run.
#[cfg(fuzzing)]
static TARGET: std::sync::LazyLock<&heirloom_fuzz::target::Target> =
    std::sync::LazyLock::new(|| {
        let name = std::env::var("HEIRLOOM_FUZZ_TARGET").expect("a target, by `cargo xtask fuzz`");
        heirloom_fuzz::target::target(&name).expect("a target of that name")
    });

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(
    init: {
        // libFuzzer has not read its folders yet.
        if let Some(folder) = std::env::var_os("HEIRLOOM_FUZZ_SEEDS") {
            for (at, seed) in (TARGET.seeds)().into_iter().enumerate() {
                let file = std::path::Path::new(&folder).join(format!("seed-{at}"));
                std::fs::write(file, seed).expect("the folder of the seeds is there");
            }
        }
    },
    |bytes: &[u8]| (TARGET.run)(bytes)
);

#[cfg(not(fuzzing))]
fn main() {
    // Ordinary builds compile this, too, and nobody runs it.
}
