//! Each target takes its seeds and what the fuzzer kept for it: on stable, without a fuzzer, and in seconds.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use heirloom_fuzz::target::{TARGETS, Target};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// What the fuzzer kept for a target.
fn kept(target: &Target) -> Vec<Vec<u8>> {
    let files = fs::read_dir(corpus().join(target.name)).expect(target.name);
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn every_target_takes_its_seeds_and_its_corpus() {
    thread::scope(|scope| {
        for target in TARGETS {
            scope.spawn(|| {
                let (seeds, kept) = ((target.seeds)(), kept(target));
                assert!(!seeds.is_empty() && !kept.is_empty(), "{} has none", target.name);
                seeds.iter().chain(&kept).for_each(|bytes| (target.run)(bytes));
            });
        }
    });
}

#[test]
fn every_target_has_a_folder_and_every_folder_a_target() {
    let folders = fs::read_dir(corpus()).unwrap();
    let folders = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap());
    let targets = TARGETS.iter().map(|target| target.name.to_owned());
    assert_eq!(folders.collect::<BTreeSet<_>>(), targets.collect());
}

#[test]
fn the_corpus_stays_small() {
    let files: Vec<Vec<u8>> = TARGETS.iter().flat_map(kept).collect();
    assert!(files.len() < 3400, "{} files", files.len());
    let size: usize = files.iter().map(Vec::len).sum();
    assert!(size < 2 << 20, "{size} bytes");
}
