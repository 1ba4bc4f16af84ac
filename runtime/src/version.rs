//! The number of a version: how it is written, read and ordered.
//!
//! At the bottom of the layer table: everything uses it, it uses nothing.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// The version of an entity: `major.minor.patch`, usually written as the major alone.
///
/// Versions are ordered as numbers, so `4.10` is newer than `4.9`.
///
/// ```
/// use heirloom::Version;
///
/// let version: Version = "4.5".parse()?;
/// assert_eq!(version, Version::new(4, 5, 0));
/// assert!(version < Version::major(5));
/// assert_eq!(version.to_string(), "4.5");
/// # Ok::<(), heirloom::ParseVersionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u32,
    minor: u32,
    patch: u32,
}

impl Version {
    /// A version from its three parts.
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// A version that is a major alone, such as `2`.
    pub const fn major(major: u32) -> Self {
        Self::new(major, 0, 0)
    }

    /// The three parts: major, minor, patch.
    pub const fn parts(self) -> (u32, u32, u32) {
        (self.major, self.minor, self.patch)
    }

    /// Whether minor and patch are zero, so that the version is written as one number.
    pub const fn is_major(self) -> bool {
        self.minor == 0 && self.patch == 0
    }

    /// The next major version.
    ///
    /// # Panics
    ///
    /// When the major is `u32::MAX`; the derive calls this while compiling.
    #[must_use]
    pub const fn next_major(self) -> Self {
        Self::major(self.major + 1)
    }

    /// Whether `self` comes before `other`, in a `const` context, where `<` cannot be used yet.
    pub const fn is_before(self, other: Self) -> bool {
        if self.major != other.major {
            return self.major < other.major;
        }
        if self.minor != other.minor {
            return self.minor < other.minor;
        }
        self.patch < other.patch
    }
}

/// How a version is written for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `3`
    Short,
    /// `3.0`, as in formats that number both.
    MajorMinor,
}

/// A version in the style of its format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown(Version, Style);

impl Version {
    pub(crate) fn shown(self, style: Style) -> Shown {
        Shown(self, style)
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(version, Style::MajorMinor) if version.patch == 0 => {
                write!(f, "{}.{}", version.major, version.minor)
            }
            Self(version, _) => version.fmt(f),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.major)?;
        if self.minor != 0 || self.patch != 0 {
            write!(f, ".{}", self.minor)?;
        }
        if self.patch != 0 {
            write!(f, ".{}", self.patch)?;
        }
        Ok(())
    }
}

impl FromStr for Version {
    type Err = ParseVersionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || ParseVersionError { text: text.chars().take(40).collect() };
        let mut parts = [0; 3];
        for (at, part) in text.split('.').enumerate() {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let slot = parts.get_mut(at).filter(|_| digits).ok_or_else(fail)?;
            *slot = part.parse().map_err(|_| fail())?;
        }
        let [major, minor, patch] = parts;
        Ok(Self { major, minor, patch })
    }
}

/// A text that is no version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseVersionError {
    text: String,
}

impl fmt::Display for ParseVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no version; write `2`, `2.1` or `2.1.3`, each part below 2^32",
            self.text
        )
    }
}

impl Error for ParseVersionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_as_numbers_and_round_trip_as_text() {
        let ordered = ["1", "2", "2.0.1", "2.1", "2.9", "2.10", "10"];
        let parsed: Vec<Version> = ordered.iter().map(|text| text.parse().unwrap()).collect();
        assert!(parsed.windows(2).all(|pair| pair[0] < pair[1] && pair[0].is_before(pair[1])));
        assert!(parsed.windows(2).all(|pair| !pair[1].is_before(pair[0])));
        let printed: Vec<String> = parsed.iter().map(ToString::to_string).collect();
        assert_eq!(printed, ordered);
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", ".", "1.", "1..2", "1.2.3.4", "-1", "+1", " 1", "1a", "4294967296", "１"]
        {
            assert!(text.parse::<Version>().is_err(), "{text:?}");
        }
    }
}
