//! From bytes to today's type.
//!
//! The version is known before the parser starts, so the record is parsed as the type of its version and moved up.

use serde::de::DeserializeOwned;
use serde_json::Deserializer;

use crate::chain::{self, Migrate, Payload, ReadError};
use crate::envelope::json::head::{self, Head};
use crate::envelope::json::strip::{Met, Stripped};
use crate::envelope::json::{skim, walk};
use crate::envelope::{Carry, OpenError, OpenErrorKind};
use crate::version::Version;

/// What stands beside the value of a record.
pub(super) struct Beside {
    pub(super) stored: Version,
    pub(super) carry: Option<Carry>,
}

impl Beside {
    pub(super) fn unknown() -> Self {
        Self { stored: Version::major(0), carry: None }
    }
}

/// Opens a record of any version. What stands beside the value is handed back apart: a large value is moved less often.
#[inline]
pub(super) fn open<T: Migrate>(text: &str, beside: &mut Beside) -> Result<T, OpenError> {
    let Some(head) = head::look(text, T::TAG) else { return exact(text, beside) };
    let met = Met::new(T::TAG, T::ENTITY);
    let Head { version, end, data } = head;
    let read = match data {
        None => chain::read_at(version, Object { text, walk_from: Some(end), met: &met }),
        Some(at) => chain::read_at(version, Data { text: &text[at..], met: &met }),
    };
    match read {
        Ok(value) => {
            beside.stored = version;
            beside.carry = met.carry.into_inner().map(Carry::new);
            Ok(value)
        }
        Err(_) if met.irregular.get() => exact(text, beside),
        Err(error) => Err(failed::<T>(version, error)),
    }
}

/// Opens a record whose tag is not where our writers put it, or in whose envelope something is wrong.
#[cold]
fn exact<T: Migrate>(text: &str, beside: &mut Beside) -> Result<T, OpenError> {
    let skimmed = skim::skim::<T>(text)?;
    let version = skimmed.version::<T>()?;
    let met = Met::new(T::TAG, T::ENTITY);
    let read = match skimmed.data {
        _ if !skimmed.is_tagged() => chain::read_at(version, Plain(text)),
        Some(data) => chain::read_at(version, Plain(data.get())),
        None => chain::read_at(version, Object { text, walk_from: None, met: &met }),
    };
    beside.stored = version;
    beside.carry =
        skimmed.carry.filter(|_| skimmed.is_tagged()).map(|raw| Carry::new(raw.to_owned()));
    read.map_err(|error| failed::<T>(version, error))
}

#[cold]
pub(super) fn failed<T: Migrate>(
    version: Version,
    error: ReadError<Box<OpenErrorKind>>,
) -> OpenError {
    match error {
        ReadError::Unknown => OpenError::out_of_chain::<T>(version),
        ReadError::Payload(kind) => OpenError::new::<T>(Some(version), *kind),
        ReadError::Step(step) => OpenError::new::<T>(Some(version), OpenErrorKind::Step(step)),
    }
}

/// A payload without an envelope around it.
pub(super) struct Plain<'a>(pub(super) &'a str);

impl Payload for Plain<'_> {
    type Error = Box<OpenErrorKind>;

    fn read<T: DeserializeOwned>(self) -> Result<T, Box<OpenErrorKind>> {
        serde_json::from_str(self.0).map_err(|error| {
            Box::new(traced::<T>(error, || {
                serde_path_to_error::deserialize(&mut Deserializer::from_str(self.0))
            }))
        })
    }
}

/// A record whose payload is the object that holds the tag.
struct Object<'a> {
    text: &'a str,
    /// Where the tag ends, if it comes first.
    walk_from: Option<usize>,
    met: &'a Met,
}

impl Payload for Object<'_> {
    type Error = Box<OpenErrorKind>;

    #[inline]
    fn read<T: DeserializeOwned>(self) -> Result<T, Box<OpenErrorKind>> {
        let walked = self.walk_from.and_then(|at| walk::read(self.text, at, self.met.tag()));
        match walked {
            Some(value) => Ok(value),
            None => self.read_exactly(),
        }
    }
}

impl Object<'_> {
    #[inline(never)] // the quick way stays small
    fn read_exactly<T: DeserializeOwned>(self) -> Result<T, Box<OpenErrorKind>> {
        let mut deserializer = Deserializer::from_str(self.text);
        T::deserialize(Stripped { inner: &mut deserializer, met: self.met })
            .and_then(|value| deserializer.end().map(|()| value))
            .map_err(|error| {
                if self.met.irregular.get() {
                    // The exact reader will tell what is wrong.
                    return Box::new(OpenErrorKind::Malformed {
                        path: String::new(),
                        source: error,
                    });
                }
                let met = self.met.again();
                Box::new(traced::<T>(error, || {
                    let inner = &mut Deserializer::from_str(self.text);
                    serde_path_to_error::deserialize(Stripped { inner, met: &met })
                }))
            })
    }
}

/// A record whose payload stands under `$d`, directly after the tag: the text from the payload on.
struct Data<'a> {
    text: &'a str,
    met: &'a Met,
}

impl Payload for Data<'_> {
    type Error = Box<OpenErrorKind>;

    fn read<T: DeserializeOwned>(self) -> Result<T, Box<OpenErrorKind>> {
        let mut values = Deserializer::from_str(self.text).into_iter::<T>();
        let value = match values.next() {
            Some(Ok(value)) => value,
            Some(Err(error)) => {
                return Err(Box::new(traced::<T>(error, || {
                    serde_path_to_error::deserialize(&mut Deserializer::from_str(self.text))
                })));
            }
            None => return Err(Box::new(self.irregular())),
        };
        if self.text[values.byte_offset()..].trim_ascii() == "}" {
            return Ok(value);
        }
        Err(Box::new(self.irregular())) // a carry, or something worse: the exact reader tells
    }
}

impl Data<'_> {
    fn irregular(&self) -> OpenErrorKind {
        self.met.irregular.set(true);
        OpenErrorKind::StrayMember { member: "$d".to_owned() }
    }
}

/// A failed read, done again with a path tracker: the good path pays nothing for the path.
#[cold]
fn traced<T>(
    error: serde_json::Error,
    again: impl FnOnce() -> Result<T, serde_path_to_error::Error<serde_json::Error>>,
) -> OpenErrorKind {
    let path = again().err().map(|traced| traced.path().to_string()).unwrap_or_default();
    // The tracker's words for "the record as a whole" and for a key that it was not told.
    let path = if path == "." || path == "?" { String::new() } else { path };
    OpenErrorKind::Malformed { path, source: error }
}
