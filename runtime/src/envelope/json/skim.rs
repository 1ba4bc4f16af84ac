//! The exact reader of the envelope: takes every member into account, wherever it stands, and says what is wrong.
//!
//! Reads the outer object once without building anything. Used when the bytes alone do not tell where the tag is.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::chain::{Migrate, Tag, is_named, versions};
use crate::envelope::json::strip::{Member, Met};
use crate::envelope::{OpenError, OpenErrorKind};
use crate::version::Version;

/// The envelope's members of a record.
#[derive(Default)]
pub(super) struct Skimmed<'a> {
    version: Option<&'a RawValue>,
    minor: Option<&'a RawValue>,
    entity: Option<&'a RawValue>,
    pub(super) carry: Option<&'a RawValue>,
    pub(super) data: Option<&'a RawValue>,
    /// A member that occurs twice.
    twice: Option<Member>,
    /// A field of the payload, if there is any.
    field: Option<Cow<'a, str>>,
    is_object: bool,
}

/// Reads the envelope of a record; `said` is whether its version is known without it.
pub(super) fn skim<T: Migrate>(text: &str, said: bool) -> Result<Skimmed<'_>, OpenError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let malformed = |source| {
        OpenError::new::<T>(None, OpenErrorKind::Malformed { path: String::new(), source })
    };
    let skimmed = if text.trim_ascii_start().starts_with('{') {
        deserializer.deserialize_map(Outer(T::TAG)).map_err(malformed)?
    } else {
        serde::Deserialize::deserialize(&mut deserializer)
            .map(|IgnoredAny| Skimmed::default())
            .map_err(malformed)?
    };
    deserializer.end().map_err(malformed)?;
    skimmed.consistent::<T>(said)?;
    Ok(skimmed)
}

impl Skimmed<'_> {
    /// Whether the record names its version.
    pub(super) fn is_tagged(&self) -> bool {
        self.version.is_some()
    }

    pub(super) fn is_object(&self) -> bool {
        self.is_object
    }

    /// The version that the record names, or the one that is declared for records that name none.
    pub(super) fn version<T: Migrate>(&self) -> Result<Version, OpenError> {
        let Some(raw) = self.version else {
            let member = Member::Version.name(T::TAG);
            return T::UNTAGGED
                .ok_or_else(|| OpenError::new::<T>(None, OpenErrorKind::NoTag { member }));
        };
        match T::TAG {
            Tag::Member(member) => {
                number_or_text(raw.get()).ok_or_else(|| bad_tag::<T>(member, raw))
            }
            Tag::Foreign { major, minor } => {
                let number = number(raw.get()).ok_or_else(|| bad_tag::<T>(major, raw))?;
                match self.minor {
                    Some(raw) => {
                        let minor =
                            self::number(raw.get()).ok_or_else(|| bad_tag::<T>(minor, raw))?;
                        Ok(Version::new(number, minor, 0))
                    }
                    None => only_minor::<T>(number, minor),
                }
            }
        }
    }

    fn consistent<T: Migrate>(&self, said: bool) -> Result<(), OpenError> {
        let stray =
            |member: String| Err(OpenError::new::<T>(None, OpenErrorKind::StrayMember { member }));
        if let Some(member) = self.twice {
            return stray(member.name(T::TAG).to_owned());
        }
        if !said && !self.is_tagged() {
            return Ok(()); // what looks like the envelope's is the payload's own
        }
        if let (Some(_), Some(_)) = (self.data, &self.field) {
            return stray("$d".to_owned());
        }
        if let Some(raw) = self.entity {
            let found =
                serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| shortened(raw.get()));
            if !is_named::<T>(&found) {
                return Err(OpenError::new::<T>(None, OpenErrorKind::WrongEntity { found }));
            }
        }
        Ok(())
    }
}

/// The member of the envelope that a payload would write under its own name.
#[inline]
pub(in crate::envelope) fn reserved_member(payload: &[u8], tag: Tag) -> Option<String> {
    // A look at the bytes rules it out for almost every record; only then is the object read.
    if is_suspect(payload, tag) { exact_reserved_member(payload, tag) } else { None }
}

/// Whether there may be members of the envelope in a record, whoever wrote it.
pub(super) fn may_hold_members(text: &str, tag: Tag) -> bool {
    // A name may be written with escapes, and no writer has a reason to.
    is_suspect(text.as_bytes(), tag) || memchr::memmem::find(text.as_bytes(), br"\u00").is_some()
}

/// Whether the bytes of a member's name occur anywhere.
#[inline]
fn is_suspect(payload: &[u8], tag: Tag) -> bool {
    match tag {
        Tag::Member(member) => {
            memchr::memchr(b'$', payload).is_some()
                || (!member.starts_with('$')
                    && memchr::memmem::find(payload, member.as_bytes()).is_some())
        }
        Tag::Foreign { major, minor } => [major, minor]
            .iter()
            .any(|member| memchr::memmem::find(payload, member.as_bytes()).is_some()),
    }
}

#[cold]
fn exact_reserved_member(payload: &[u8], tag: Tag) -> Option<String> {
    let skimmed = serde_json::Deserializer::from_slice(payload).deserialize_map(Outer(tag)).ok()?;
    let Skimmed { version, minor, entity, carry, data, .. } = skimmed;
    [
        (version, Member::Version),
        (minor, Member::Minor),
        (entity, Member::Entity),
        (carry, Member::Carry),
        (data, Member::Data),
    ]
    .into_iter()
    .find_map(|(found, member)| found.map(|_| member.name(tag).to_owned()))
}

/// The member that an object holds twice: serde writes a flattened map as it is, though it may have a key that is a field too.
pub(in crate::envelope) fn member_twice(payload: &[u8]) -> Option<String> {
    struct Names;
    impl<'de> Visitor<'de> for Names {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut seen = HashSet::new();
            let mut twice = None;
            while let Some((Key(name), IgnoredAny)) = map.next_entry()? {
                if let Some(name) = seen.replace(name) {
                    twice.get_or_insert(name.into_owned());
                }
            }
            Ok(twice)
        }
    }
    serde_json::Deserializer::from_slice(payload).deserialize_map(Names).ok()?
}

/// A foreign record without a minor: clear only where the chain has one version of that major.
fn only_minor<T: Migrate>(major: u32, member: &'static str) -> Result<Version, OpenError> {
    let mut same_major = versions::<T>().into_iter().filter(|version| version.parts().0 == major);
    match (same_major.next(), same_major.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(OpenError::new::<T>(None, OpenErrorKind::NoTag { member })),
        (None, _) => Ok(Version::major(major)), // outside the chain whatever the minor; the caller says so
    }
}

fn bad_tag<T: Migrate>(member: &'static str, raw: &RawValue) -> OpenError {
    OpenError::new::<T>(None, OpenErrorKind::BadTag { member, found: shortened(raw.get()) })
}

fn number(raw: &str) -> Option<u32> {
    // A JSON number has no sign `+` and no leading zeros; anything but digits is no version.
    raw.bytes().all(|byte| byte.is_ascii_digit()).then(|| raw.parse().ok()).flatten()
}

fn number_or_text(raw: &str) -> Option<Version> {
    match number(raw) {
        Some(major) => Some(Version::major(major)),
        None if raw.starts_with('"') => {
            serde_json::from_str::<Cow<'_, str>>(raw).ok()?.parse().ok()
        }
        None => None,
    }
}

fn shortened(raw: &str) -> String {
    const MOST: usize = 60;
    if raw.chars().nth(MOST).is_none() {
        return raw.to_owned();
    }
    let mut short: String = raw.chars().take(MOST).collect();
    short.push('…');
    short
}

struct Outer(Tag);

impl<'de> Visitor<'de> for Outer {
    type Value = Skimmed<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Skimmed<'de>, A::Error> {
        let mut skimmed = Skimmed { is_object: true, ..Skimmed::default() };
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let Some(member) = Met::member(self.0, &key.0) else {
                skimmed.field = Some(key.0);
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let slot = match member {
                Member::Version => &mut skimmed.version,
                Member::Minor => &mut skimmed.minor,
                Member::Entity => &mut skimmed.entity,
                Member::Carry => &mut skimmed.carry,
                Member::Data => &mut skimmed.data,
            };
            if slot.replace(map.next_value()?).is_some() {
                skimmed.twice.get_or_insert(member);
            }
        }
        Ok(skimmed)
    }
}

/// A key, borrowed where it holds no escape.
struct Key<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: serde::de::Error>(
                self,
                key: &'de str,
            ) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
