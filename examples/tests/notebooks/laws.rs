//! What holds for each notebook, checked on all that are at hand.

use heirloom::Version;
use serde_json::{Map, Value};

use crate::{
    command::{VERSIONS, files, samples},
    convert::{Notebook, convert},
    shared,
};

/// The notebooks that can be converted at all, each with the version that it is stored at.
fn corpus() -> Vec<(String, String, Version)> {
    let mut texts = files(&samples());
    texts.extend(shared::notebooks().into_iter().flat_map(|dir| files(&dir)));
    let stored = |(name, text): (String, String)| {
        let version = heirloom::json::version_of::<Notebook>(&text).ok()?;
        convert(&text, version).ok().map(|_| (name, text, version))
    };
    let corpus: Vec<_> = texts.into_iter().filter_map(stored).collect();
    assert!(corpus.len() >= 9, "only {} notebooks can be read", corpus.len());
    corpus
}

pub(crate) fn versions() -> impl Iterator<Item = Version> {
    VERSIONS.iter().map(|version| version.parse().unwrap())
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The notebook without what may differ by the rules of the format: ids that nobody has given, and
/// the members that do not belong into files.
fn comparable(mut notebook: Value) -> Value {
    let strip = |object: &mut Map<String, Value>, keys: &[&str]| {
        object.retain(|key, _| !keys.contains(&key.as_str()));
    };
    if let Some(metadata) = notebook["metadata"].as_object_mut() {
        strip(metadata, &["orig_nbformat", "orig_nbformat_minor", "signature"]);
    }
    for cell in notebook["cells"].as_array_mut().into_iter().flatten() {
        strip(cell.as_object_mut().unwrap(), &["id"]);
        strip(cell["metadata"].as_object_mut().unwrap(), &["trusted"]);
    }
    notebook
}

#[test]
fn reading_and_writing_changes_nothing() {
    for (name, text, stored) in corpus() {
        let mut before = value(&text);
        let after = value(&convert(&text, stored).unwrap());
        if stored == Version::major(3) {
            // The one thing that may be absent: a 3 without a minor is 3.0.
            before["nbformat_minor"] = 0.into();
            assert_eq!(after, before, "{name}");
        } else {
            assert_eq!(comparable(after), comparable(before), "{name}");
        }
    }
}

#[test]
fn up_and_down_again_is_where_it_began() {
    for (name, text, stored) in corpus() {
        if stored == Version::major(3) {
            continue;
        }
        let before = convert(&text, stored).unwrap();
        for above in versions().filter(|version| *version > stored) {
            let Ok(up) = convert(&text, above) else {
                assert_eq!(name, "mistitled-4.1.ipynb");
                continue;
            };
            assert_eq!(convert(&up, stored).unwrap(), before, "{name} to {above} and back");
        }
    }
}

#[test]
fn down_and_up_again_loses_ids_alone() {
    for (name, text, stored) in corpus() {
        let before = comparable(value(&convert(&text, stored).unwrap()));
        for below in versions().filter(|version| *version < stored && *version >= Version::major(4))
        {
            let down = convert(&text, below).unwrap();
            let again = convert(&down, stored).or_else(|_| {
                assert_eq!(name, "mistitled-4.1.ipynb");
                convert(&text, stored)
            });
            assert_eq!(comparable(value(&again.unwrap())), before, "{name} to {below} and back");
        }
    }
}

/// Between 3.0 and 4.0 either side can say things that the other cannot. What has made the trip
/// once has left these behind, and makes it unchanged from then on.
#[test]
fn whoever_has_been_to_the_other_side_travels_freely() {
    let (oldest, newest) = (Version::major(3), Version::new(4, 5, 0));
    for (name, text, _) in corpus() {
        let Ok(first) = convert(&text, newest) else {
            assert_eq!(name, "mistitled-4.1.ipynb");
            continue;
        };
        let down = convert(&first, oldest).unwrap();
        let up = convert(&down, newest).unwrap();
        assert_eq!(convert(&up, oldest).unwrap(), down, "{name}");
        assert_eq!(convert(&convert(&up, oldest).unwrap(), newest).unwrap(), up, "{name}");
    }
}

#[test]
fn the_way_does_not_matter() {
    for (name, text, stored) in corpus() {
        for to in versions() {
            let Ok(straight) = convert(&text, to) else { continue };
            let between =
                |via: &Version| (stored <= *via && *via <= to) || (to <= *via && *via <= stored);
            for via in versions().filter(between) {
                let detour = convert(&convert(&text, via).unwrap(), to).unwrap();
                assert_eq!(detour, straight, "{name} to {to} by {via}");
            }
        }
    }
}

#[test]
fn ids_are_well_formed_and_unique() {
    for (name, text, _) in corpus() {
        let Ok(text) = convert(&text, Version::new(4, 5, 0)) else { continue };
        let notebook = value(&text);
        let ids: Vec<&str> = notebook["cells"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| cell["id"].as_str().unwrap())
            .collect();
        let legal = |id: &&str| {
            id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        assert!(
            ids.iter().all(|id| (1..=64).contains(&id.len())) && ids.iter().all(legal),
            "{name}: {ids:?}"
        );
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{name}: {ids:?}");
    }
}
