//! Where the next version of a type belongs, read off where the latest one stands.

use heirloom::Version;

use crate::error::{Problem, Result};
use crate::source::{Catalog, ModuleId, VersionId};

/// Where the next version goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Home {
    /// Into a module for versions, `v3`, under the same name.
    Module(VersionModule),
    /// Behind the latest one, under the next name: `UserV3`.
    Beside {
        /// The next name.
        name: String,
    },
    /// It takes the name and the place of the latest one, of which a copy is left before it: `UserV1`.
    InPlace {
        /// The name of what is left.
        frozen: String,
    },
}

/// A module for versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VersionModule {
    /// The module around it.
    pub(super) parent: ModuleId,
    /// Its name.
    pub(super) name: String,
    /// Itself, if it is there already.
    pub(super) existing: Option<ModuleId>,
    /// The newest one that is there, which it stands behind and looks like.
    pub(super) newest: ModuleId,
}

/// Where the next version of a type goes, by itself.
pub(super) fn home(catalog: &Catalog<'_>, number: Version, id: VersionId) -> Result<Home> {
    let version = catalog.version(id);
    let module = catalog.sources.module(version.module);
    if let (Some(parent), Some(_)) =
        (module.parent, module.path.last().and_then(|name| number_of(name)))
    {
        return Ok(Home::Module(next_module(catalog, parent, &[id])));
    }
    let (major, minor, patch) = number.parts();
    let (home, name) = match numbered(&version.name, major) {
        Some(base) => {
            let name = format!("{base}{}", major.saturating_add(1));
            (Home::Beside { name: name.clone() }, name)
        }
        None => {
            let frozen = match (minor, patch) {
                (0, 0) => format!("{}V{major}", version.name),
                (minor, 0) => format!("{}V{major}_{minor}", version.name),
                (minor, patch) => format!("{}V{major}_{minor}_{patch}", version.name),
            };
            (Home::InPlace { frozen: frozen.clone() }, frozen)
        }
    };
    if catalog.sources.brings(version.module, &name) {
        return Err(Problem::Layout {
            place: catalog.place(id),
            problem: format!("`{name}` is the name for the next type here, and it is taken"),
            help: format!(
                "rename what bears it, or move `{}` into a module `v{major}`",
                version.name
            ),
        }
        .into());
    }
    Ok(home)
}

/// The module for the next versions of some types which stand in modules of one parent: the newest one, if none of them
/// is in it and it has room; otherwise one more.
pub(super) fn next_module(
    catalog: &Catalog<'_>,
    parent: ModuleId,
    group: &[VersionId],
) -> VersionModule {
    let children = catalog.sources.module(parent).children.iter();
    let numbered = children.filter_map(|(name, id)| Some((number_of(name)?, *id)));
    let own = catalog.version(group[0]).module;
    let (number, newest) = numbered.max().unwrap_or((1, own));
    let is_free = group.iter().all(|id| {
        let version = catalog.version(*id);
        version.module != newest && !catalog.sources.brings(newest, &version.name)
    });
    if is_free {
        let name = catalog.sources.module(newest).path.last().cloned().unwrap_or_default();
        VersionModule { parent, name, existing: Some(newest), newest }
    } else {
        let name = format!("v{}", number.saturating_add(1));
        VersionModule { parent, name, existing: None, newest }
    }
}

/// Whether a module is one for versions, by its name.
pub(super) fn is_version_module(name: &str) -> bool {
    number_of(name).is_some()
}

/// `v2` is 2; `v2_1` too, since what follows it is `v3`.
pub(crate) fn number_of(module: &str) -> Option<u32> {
    let digits = module.strip_prefix('v')?;
    digits.split_once('_').map_or(digits, |(major, _)| major).parse().ok()
}

/// `UserV2` is `UserV`; so is `Order2` an `Order`, if 2 is its version: other names just end in a digit.
pub(crate) fn numbered(name: &str, major: u32) -> Option<&str> {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = name[base.len()..].parse().ok()?;
    (base.ends_with('V') && base.len() > 1 || number == major && !base.is_empty()).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_at_the_end_is_a_version_only_where_it_can_be() {
        assert_eq!(numbered("UserV2", 7), Some("UserV"));
        assert_eq!(numbered("Order2", 2), Some("Order"));
        assert_eq!(numbered("V2", 2), Some("V"));
        assert_eq!(numbered("Mp3", 1), None);
        assert_eq!(numbered("User", 1), None);
        assert_eq!(number_of("v12"), Some(12));
        assert_eq!(number_of("v2_1"), Some(2));
        assert_eq!(number_of("values"), None);
        assert_eq!(number_of("v"), None);
    }
}
