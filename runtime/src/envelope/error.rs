//! Why a record cannot be opened or sealed.

use std::error::Error;
use std::fmt;
use std::str::Utf8Error;

use crate::chain::{Migrate, ReadError, StepError, WriteError, floor, last_reader};
use crate::envelope::{CodecError, HeaderFault};
use crate::version::{Style, Version};

/// A record that cannot be opened. It was not touched.
///
/// ```text
/// cannot open `user` at version 7: this program knows up to 5; deploy the newer reader first
/// ```
pub struct OpenError(Box<Open>);

#[derive(Debug)]
struct Open {
    entity: &'static str,
    key: Option<String>,
    found: Option<Version>,
    floor: Version,
    last_reader: Option<&'static str>,
    latest: Version,
    style: Style,
    kind: OpenErrorKind,
}

/// What is wrong with the record.
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenErrorKind {
    /// It is no text.
    NotUtf8(Utf8Error),
    /// It is not JSON, or not a record of its version.
    Malformed {
        /// The field at which reading stopped, such as `items[3].qty`; empty for the record as a whole.
        path: String,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// It names no version, and no version is declared for such records.
    NoTag {
        /// The member that should hold the version.
        member: &'static str,
    },
    /// Its version is none.
    BadTag {
        /// The member that holds the version.
        member: &'static str,
        /// What stands there, shortened.
        found: String,
    },
    /// A member of the envelope occurs twice, or where it cannot be.
    StrayMember {
        /// The member.
        member: String,
    },
    /// It is no binary record: there is no header, and no version is declared for records without one.
    NoHeader {
        /// The codec that was to be read.
        codec: &'static str,
    },
    /// The header of a binary record is damaged.
    BadHeader(HeaderFault),
    /// It is a binary record of a format that this program does not know.
    NewerFormat {
        /// The format that it names.
        format: u8,
    },
    /// It is a binary record, of another codec than the one that was to be read.
    WrongCodec {
        /// The codec that was to be read, or `"JSON"`, `"TOML"`, `"YAML"`.
        expected: &'static str,
        /// The one that it names: `C` for CBOR, `M` for MessagePack, `P` for postcard.
        found: u8,
    },
    /// Its payload is not of its codec, or not a record of its version.
    Undecodable(CodecError),
    /// It belongs to another entity.
    WrongEntity {
        /// The entity that it names.
        found: String,
    },
    /// It was written by a newer program.
    TooNew,
    /// It is older than the oldest version that this program can read.
    TooOld,
    /// Its version lies between two versions of the chain.
    UnknownVersion,
    /// A step says `context`, `emit`, `join` or `may_remove`, and the record is older than that.
    Unsettled {
        /// The version that the step leads to.
        step: Version,
    },
    /// A step refused the value.
    Step(StepError),
}

impl OpenErrorKind {
    /// A stable word for the kind, to store, count and filter by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8(_) | Self::Malformed { .. } | Self::Undecodable(_) => "malformed",
            Self::NoTag { .. } => "no_tag",
            Self::BadTag { .. } => "bad_tag",
            Self::StrayMember { .. } => "stray_member",
            Self::NoHeader { .. } => "no_header",
            Self::BadHeader(_) => "bad_header",
            Self::NewerFormat { .. } => "newer_format",
            Self::WrongCodec { .. } => "wrong_codec",
            Self::WrongEntity { .. } => "wrong_entity",
            Self::TooNew => "too_new",
            Self::TooOld => "too_old",
            Self::UnknownVersion => "unknown_version",
            Self::Unsettled { .. } => "unsettled",
            Self::Step(_) => "step",
        }
    }
}

impl OpenError {
    pub(super) fn new<T: Migrate>(found: Option<Version>, kind: OpenErrorKind) -> Self {
        Self(Box::new(Open {
            entity: T::ENTITY,
            key: None,
            found,
            floor: floor::<T>(),
            last_reader: last_reader::<T>(),
            latest: T::VERSION,
            style: T::TAG.style(),
            kind,
        }))
    }

    /// For a version that is none, in a column of its own.
    #[cfg(feature = "_diesel")]
    pub(crate) fn bad_tag<T: Migrate>(member: &'static str, found: i64) -> Self {
        Self::new::<T>(None, OpenErrorKind::BadTag { member, found: found.to_string() })
    }

    /// For a version that the chain of `T` does not hold.
    pub(super) fn out_of_chain<T: Migrate>(found: Version) -> Self {
        let kind = if found > T::VERSION {
            OpenErrorKind::TooNew
        } else if found < floor::<T>() {
            OpenErrorKind::TooOld
        } else {
            OpenErrorKind::UnknownVersion
        };
        Self::new::<T>(Some(found), kind)
    }

    /// For a record that could not be brought to `T`.
    #[cold]
    pub(super) fn unread<T: Migrate>(found: Version, error: ReadError<Box<OpenErrorKind>>) -> Self {
        let kind = match error {
            ReadError::Unknown => return Self::out_of_chain::<T>(found),
            ReadError::Payload(kind) => *kind,
            ReadError::Step(step) => OpenErrorKind::Step(step),
            ReadError::Unsettled(step) => OpenErrorKind::Unsettled { step },
        };
        Self::new::<T>(Some(found), kind)
    }

    /// The same error for a record that is no JSON: where the parser stopped in its JSON says nothing to anybody.
    #[cfg(any(feature = "toml", feature = "yaml"))]
    pub(super) fn without_position(mut self) -> Self {
        if let OpenErrorKind::Malformed { source, .. } = &mut self.0.kind {
            *source = serde::de::Error::custom(without_position(source));
        }
        self
    }

    /// The same error, with the key of the record.
    #[must_use]
    pub fn with_key(mut self, key: impl fmt::Display) -> Self {
        self.0.key = Some(key.to_string());
        self
    }

    /// The entity that was to be opened.
    pub fn entity(&self) -> &'static str {
        self.0.entity
    }

    /// The key of the record, where the store named it.
    pub fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// The version that the record names, where it could be read.
    pub fn found(&self) -> Option<Version> {
        self.0.found
    }

    /// What is wrong with the record.
    pub fn kind(&self) -> &OpenErrorKind {
        &self.0.kind
    }

    /// The field at which reading or converting stopped, such as `items[3].qty`; empty for the record as a whole.
    pub fn path(&self) -> String {
        match &self.0.kind {
            OpenErrorKind::Malformed { path, .. } => path.clone(),
            OpenErrorKind::Step(step) => step.path().to_string(),
            _ => String::new(),
        }
    }
}

impl fmt::Debug for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Open { entity, key, found, floor, last_reader, latest, style, kind } = &*self.0;
        let (floor, latest) = (floor.shown(*style), latest.shown(*style));
        write!(f, "cannot open `{entity}`")?;
        if let Some(key) = key {
            write!(f, " {key}")?;
        }
        if let Some(found) = found {
            write!(f, " at version {}", found.shown(*style))?;
        }
        f.write_str(": ")?;
        match kind {
            OpenErrorKind::NotUtf8(_) => f.write_str("it is not UTF-8 text"),
            OpenErrorKind::Malformed { path, source } if source.is_eof() => {
                f.write_str("its JSON ends too early")?;
                at(f, path)
            }
            OpenErrorKind::Malformed { path, source } if source.is_syntax() => {
                f.write_str("it is not well-formed JSON")?;
                at(f, path)
            }
            OpenErrorKind::Malformed { path, .. } => {
                f.write_str("it is no record of that version")?;
                at(f, path)
            }
            OpenErrorKind::NoTag { member } if *style == Style::MajorMinor => {
                write!(f, "it has no `{member}`, and without that its version is not known")
            }
            OpenErrorKind::NoTag { member } => write!(
                f,
                "it names no version in `{member}`; if records without one exist, write `untagged` on the version that wrote them"
            ),
            OpenErrorKind::BadTag { member, found } => {
                write!(
                    f,
                    "`{member}` holds {found}, which is no version; a version is a number such as 2, or a text such as \"2.1\""
                )
            }
            OpenErrorKind::StrayMember { member } => {
                write!(
                    f,
                    "the envelope's member `{member}` occurs twice, or beside a payload that excludes it"
                )
            }
            OpenErrorKind::NoHeader { codec } => write!(
                f,
                "it has no header, so it is no {codec} record of ours; JSON is read with `heirloom::json`, and if records without a header exist, write `untagged` on the version that wrote them"
            ),
            OpenErrorKind::BadHeader(fault) => {
                write!(f, "its header is damaged: {fault}; restore the record from a backup")
            }
            OpenErrorKind::NewerFormat { format } => {
                write!(
                    f,
                    "its header is of format {format}, and this program knows format 1; deploy the newer reader first"
                )
            }
            OpenErrorKind::WrongCodec { expected, found } => wrong_codec(f, expected, *found),
            OpenErrorKind::Undecodable(error) => {
                write!(f, "its {} is damaged, or no record of that version", error.codec())
            }
            OpenErrorKind::WrongEntity { found } => write!(f, "it is a record of `{found}`"),
            OpenErrorKind::TooNew => {
                write!(f, "this program knows up to {latest}; deploy the newer reader first")
            }
            OpenErrorKind::TooOld => {
                write!(f, "this program reads from {floor} on; upgrade it with ")?;
                match last_reader {
                    Some(program) => write!(f, "{program}, which still knows the older version"),
                    None => f.write_str("a program that still knows the older version"),
                }
            }
            OpenErrorKind::UnknownVersion => {
                write!(
                    f,
                    "this program knows versions from {floor} to {latest}, but not this one; add it to the chain"
                )
            }
            OpenErrorKind::Unsettled { step } => {
                let step = step.shown(*style);
                write!(
                    f,
                    "the step to version {step} needs more than the record; run the bulk job to that version first"
                )
            }
            OpenErrorKind::Step(_) => f.write_str("a step refused it"),
        }
    }
}

/// What the parser says, but not where.
#[cfg(any(feature = "toml", feature = "yaml"))]
pub(super) fn without_position(error: &serde_json::Error) -> String {
    let mut words = error.to_string();
    words.truncate(words.rfind(" at line ").unwrap_or(words.len()));
    words
}

fn at(f: &mut fmt::Formatter<'_>, path: &str) -> fmt::Result {
    if path.is_empty() { Ok(()) } else { write!(f, ", at `{path}`") }
}

fn wrong_codec(f: &mut fmt::Formatter<'_>, expected: &str, found: u8) -> fmt::Result {
    let (name, module) = match found {
        b'C' => ("CBOR", "cbor"),
        b'M' => ("MessagePack", "messagepack"),
        b'P' => ("postcard", "postcard"),
        _ => {
            return write!(
                f,
                "its codec is number {found}, which this program does not know; deploy the newer reader first"
            );
        }
    };
    write!(f, "it is a record of {name} and not of {expected}; read it with `heirloom::{module}`")
}

impl Error for OpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.kind {
            OpenErrorKind::NotUtf8(source) => Some(source),
            OpenErrorKind::Malformed { source, .. } => Some(source),
            OpenErrorKind::Undecodable(source) => Some(source),
            OpenErrorKind::Step(source) => Some(source),
            _ => None,
        }
    }
}

/// A value that cannot be sealed. Nothing was written.
pub struct SealError(Box<Seal>);

#[derive(Debug)]
struct Seal {
    entity: &'static str,
    version: Version,
    style: Style,
    kind: SealErrorKind,
}

/// Why a value cannot be sealed.
#[derive(Debug)]
#[non_exhaustive]
pub enum SealErrorKind {
    /// Its `Serialize` failed.
    Serialize(serde_json::Error),
    /// Its codec cannot hold it.
    Unencodable(CodecError),
    /// It writes a member whose name belongs to the envelope, such as a flattened map with a key `$v`.
    ReservedMember {
        /// The member.
        member: String,
    },
    /// It writes a member twice: a flattened map holds a key that is a field of that version too.
    MemberTwice {
        /// The member.
        member: String,
    },
    /// The chain does not hold the version asked for.
    UnknownVersion,
    /// A step refused the value.
    Step(StepError),
    /// The step to a version in between has no downgrade.
    OneWay {
        /// The version that there is no way back from.
        step: Version,
        /// Why, as the step says.
        why: &'static str,
    },
    /// The way back of a step in between takes the records that it emitted, or gives the one that it joined.
    Unsettled {
        /// The version that the step leads to.
        step: Version,
    },
    /// The entity's format has no place for what the record carries.
    CarryHasNoPlace,
    /// What the record carries is larger than its entity allows (`carry_limit`).
    CarryTooLarge {
        /// Its size in bytes.
        size: usize,
        /// The largest that is allowed, in bytes.
        limit: usize,
    },
}

impl SealError {
    pub(crate) fn new<T: Migrate>(version: Version, kind: SealErrorKind) -> Self {
        Self(Box::new(Seal { entity: T::ENTITY, version, style: T::TAG.style(), kind }))
    }

    /// For a value that could not be brought to the version asked for.
    pub(super) fn unwritten<T: Migrate>(
        version: Version,
        error: WriteError<SealErrorKind>,
    ) -> Self {
        let kind = match error {
            WriteError::Unknown => SealErrorKind::UnknownVersion,
            WriteError::OneWay(step, why) => SealErrorKind::OneWay { step, why },
            WriteError::Beside(step) => SealErrorKind::Unsettled { step },
            WriteError::Step(step) => SealErrorKind::Step(step),
            WriteError::Sink(kind) => kind,
        };
        Self::new::<T>(version, kind)
    }

    /// The entity.
    pub fn entity(&self) -> &'static str {
        self.0.entity
    }

    /// The version that was to be written.
    pub fn version(&self) -> Version {
        self.0.version
    }

    /// Why it could not be.
    pub fn kind(&self) -> &SealErrorKind {
        &self.0.kind
    }
}

impl fmt::Debug for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Seal { entity, version, style, kind } = &*self.0;
        let version = version.shown(*style);
        write!(f, "cannot write `{entity}` at version {version}: ")?;
        match kind {
            SealErrorKind::Serialize(_) => f.write_str("it cannot be serialized"),
            SealErrorKind::Unencodable(error) => write!(f, "{} cannot hold it", error.codec()),
            SealErrorKind::ReservedMember { member } => {
                write!(f, "its member `{member}` belongs to the envelope; rename it")
            }
            SealErrorKind::MemberTwice { member } => write!(
                f,
                "its member `{member}` would be written twice: a flattened map holds a key that is a field of that version too; take it out in the step, with `split(… => …)`"
            ),
            SealErrorKind::UnknownVersion => f.write_str("the chain does not hold that version"),
            SealErrorKind::Step(_) => f.write_str("a step refused it"),
            SealErrorKind::OneWay { step, why } => {
                let step = step.shown(*style);
                write!(f, "the step to version {step} goes one way: {why}")
            }
            SealErrorKind::Unsettled { step } => {
                let step = step.shown(*style);
                write!(
                    f,
                    "the way back from version {step} takes the records that its step emitted, or gives the one that it joined; use `heirloom::downgrade_with`"
                )
            }
            SealErrorKind::CarryHasNoPlace => f.write_str(
                "that version has no place for all of it, and the format none for a carry; give the carry a column, or say `accept_loss` where the step loses something",
            ),
            SealErrorKind::CarryTooLarge { size, limit } => write!(
                f,
                "what that version has no place for takes {size} bytes in the carry, and {limit} are allowed; raise `carry_limit` on the first version of the entity"
            ),
        }
    }
}

impl Error for SealError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.kind {
            SealErrorKind::Serialize(source) => Some(source),
            SealErrorKind::Unencodable(source) => Some(source),
            SealErrorKind::Step(source) => Some(source),
            _ => None,
        }
    }
}
