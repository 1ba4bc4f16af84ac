//! From bytes to today's type.
//!
//! The version is known before the parser starts, so the record is parsed as the type of its version and moved up.

use serde::de::DeserializeOwned;
use serde_json::Deserializer;
use serde_json::value::RawValue;

use crate::chain::{self, Carried, Migrate, Payload, Print, Pure, ReadError};
use crate::envelope::json::head::{self, Head};
use crate::envelope::json::strip::{Met, Stripped};
use crate::envelope::json::walk::{self, Tagged};
use crate::envelope::json::{hint, skim};
use crate::envelope::{Carry, OpenError, OpenErrorKind};
use crate::version::Version;

/// What stands beside the value of a record: what is known before it is read, and what is known after.
pub(super) struct Beside<'a> {
    pub(super) stored: Version,
    pub(super) carry: Option<Carry>,
    /// Whether the carry is wanted.
    wanted: bool,
    /// The carry and the row's key, where the carry has a column of its own.
    column: Option<(Option<&'a RawValue>, &'a str)>,
}

impl<'a> Beside<'a> {
    pub(super) fn unwanted() -> Self {
        Self { stored: Version::major(0), carry: None, wanted: false, column: None }
    }

    pub(super) fn wanted() -> Self {
        Self { wanted: true, ..Self::unwanted() }
    }

    pub(super) fn in_column(carry: Option<&'a RawValue>, key: &'a str) -> Self {
        Self { column: Some((carry, key)), ..Self::wanted() }
    }

    fn carried(&self) -> Carried {
        if self.wanted { Carried::keeping() } else { Carried::discarding() }
    }

    /// What there is to know after a record of this version was read.
    fn found<T: Migrate>(
        &mut self,
        version: Version,
        met: &Met<'_>,
        carried: Carried,
    ) -> Result<(), OpenError> {
        self.stored = version;
        if !self.wanted {
            return Ok(());
        }
        let unbound = met.carry.take();
        let after = Carry::after(carried, unbound.map(|raw| Carry::read(raw, false)));
        self.carry =
            after.map_err(|error| OpenError::unread::<T>(version, ReadError::Step(error)))?;
        Ok(())
    }
}

/// Opens a record of any version. What stands beside the value is handed back apart: a large value is moved less often.
#[inline]
pub(super) fn open<T: Pure>(text: &str, beside: &mut Beside<'_>) -> Result<T, OpenError> {
    open_by::<T, Alone>(text, beside)
}

/// How far a record is brought once its version is known.
pub(super) trait Reach<T> {
    type Value;

    fn read<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<Self::Value, ReadError<P::Error>>;
}

/// All the way.
pub(super) struct Alone;

impl<T: Pure> Reach<T> for Alone {
    type Value = T;

    #[inline]
    fn read<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<T, ReadError<P::Error>> {
        chain::read_at(version, payload, carried)
    }
}

/// All the way, and a record of a newer version as the latest type.
pub(super) struct Ahead;

impl<T: Pure> Reach<T> for Ahead {
    type Value = T;

    fn read<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<T, ReadError<P::Error>> {
        if version > T::VERSION {
            return payload.read(carried).map_err(ReadError::Payload);
        }
        chain::read_at(version, payload, carried)
    }
}

/// [`open`], as far as it is wanted.
#[inline]
pub(super) fn open_by<T: Migrate, R: Reach<T>>(
    text: &str,
    beside: &mut Beside<'_>,
) -> Result<R::Value, OpenError> {
    let Some(head) = head::look(text, T::TAG) else { return hinted::<T, R>(text, beside) };
    let met = Met::new(T::TAG, chain::is_named::<T>, beside.column);
    let Head { version, end } = head;
    let mut carried = beside.carried();
    let wants_carry = beside.wanted || version != T::VERSION;
    let read = match head::data(text, &head, T::TAG) {
        None => {
            let tagged = Some(Tagged::First(end));
            let object = Object { text, tagged, met: &met, wants_carry };
            R::read(version, object, &mut carried)
        }
        Some(at) => R::read(version, Data { text: &text[at..], met: &met }, &mut carried),
    };
    match read {
        Ok(value) => beside.found::<T>(version, &met, carried).map(|()| value),
        Err(_) if met.irregular.get() => exact::<T, R>(text, None, beside),
        Err(error) => Err(OpenError::unread::<T>(version, error)),
    }
}

/// Opens a record whose tag is not where our writers put it. What looks like the tag is trusted until the read has met the tag itself.
#[inline(never)] // the quick way stays small
fn hinted<T: Migrate, R: Reach<T>>(
    text: &str,
    beside: &mut Beside<'_>,
) -> Result<R::Value, OpenError> {
    let hint = hint::last(text, T::TAG).or_else(|| hint::near(text, T::TAG));
    let Some(version) = hint else { return exact::<T, R>(text, None, beside) };
    let met = Met::new(T::TAG, chain::is_named::<T>, beside.column).expecting(version);
    let mut carried = beside.carried();
    let tagged = Some(Tagged::Somewhere(version));
    let object = Object { text, tagged, met: &met, wants_carry: true };
    match R::read(version, object, &mut carried) {
        Ok(value) => beside.found::<T>(version, &met, carried).map(|()| value),
        Err(error @ ReadError::Step(_)) => Err(OpenError::unread::<T>(version, error)),
        Err(_) => exact::<T, R>(text, None, beside),
    }
}

/// Opens a record whose tag is nothing that the bytes alone tell, or in whose envelope something is wrong; `said` is what stands
/// beside it of its version.
#[cold]
fn exact<T: Migrate, R: Reach<T>>(
    text: &str,
    said: Option<Version>,
    beside: &mut Beside<'_>,
) -> Result<R::Value, OpenError> {
    let skimmed = skim::skim::<T>(text, said.is_some())?;
    let version = match said {
        Some(said) if skimmed.is_tagged() && skimmed.version::<T>()? != said => {
            let member = Met::version_name(T::TAG).to_owned();
            return Err(OpenError::new::<T>(Some(said), OpenErrorKind::StrayMember { member }));
        }
        Some(said) => said,
        None => skimmed.version::<T>()?,
    };
    let has_envelope = said.is_some() || skimmed.is_tagged();
    let met = Met::new(T::TAG, chain::is_named::<T>, beside.column);
    if has_envelope && skimmed.carry.is_some() && met.has_carry() {
        let kind = OpenErrorKind::StrayMember { member: "$c".to_owned() };
        return Err(OpenError::new::<T>(Some(version), kind));
    }
    let mut carried = beside.carried();
    let read = match skimmed.data {
        _ if !has_envelope || !skimmed.is_object() => {
            R::read(version, Plain { text, met: &met }, &mut carried)
        }
        Some(data) => {
            if let Some(carry) = skimmed.carry {
                met.carry.replace(Some(carry.to_owned()));
            }
            R::read(version, Plain { text: data.get(), met: &met }, &mut carried)
        }
        None => {
            let object = Object { text, tagged: None, met: &met, wants_carry: true };
            R::read(version, object, &mut carried)
        }
    };
    match read {
        Ok(value) => beside.found::<T>(version, &met, carried).map(|()| value),
        Err(error) => Err(OpenError::unread::<T>(version, error)),
    }
}

/// Opens a payload whose version stands beside it. There may be a carry in it.
pub(super) fn open_at<T: Migrate, R: Reach<T>>(
    version: Version,
    text: &str,
    beside: &mut Beside<'_>,
) -> Result<R::Value, OpenError> {
    if skim::may_hold_members(text, T::TAG) {
        return exact::<T, R>(text, Some(version), beside);
    }
    let met = Met::new(T::TAG, chain::is_named::<T>, beside.column);
    let mut carried = beside.carried();
    match R::read(version, Plain { text, met: &met }, &mut carried) {
        Ok(value) => beside.found::<T>(version, &met, carried).map(|()| value),
        Err(error) => Err(OpenError::unread::<T>(version, error)),
    }
}

/// A payload without an envelope around it.
struct Plain<'a> {
    text: &'a str,
    met: &'a Met<'a>,
}

impl Payload for Plain<'_> {
    type Error = Box<OpenErrorKind>;

    fn read<T: Migrate>(self, carried: &mut Carried) -> Result<T, Box<OpenErrorKind>> {
        let value = serde_json::from_str(self.text).map_err(|error| {
            Box::new(traced::<T>(error, || {
                serde_path_to_error::deserialize(&mut Deserializer::from_str(self.text))
            }))
        })?;
        self.met.carry::<T>(|| Print::of_json(self.text), carried);
        Ok(value)
    }
}

/// A record whose payload is the object that holds the tag.
struct Object<'a> {
    text: &'a str,
    /// Where the tag is, if that is known.
    tagged: Option<Tagged>,
    met: &'a Met<'a>,
    /// Whether somebody asks for the carry.
    wants_carry: bool,
}

impl Payload for Object<'_> {
    type Error = Box<OpenErrorKind>;

    #[inline]
    fn read<T: Migrate>(self, carried: &mut Carried) -> Result<T, Box<OpenErrorKind>> {
        let walked = self.tagged.and_then(|at| walk::read(self.text, at, self.met.tag()));
        let value = match walked {
            Some(value) => value,
            None => self.read_exactly()?,
        };
        if self.wants_carry && self.met.has_carry() {
            let tag = self.met.tag();
            let print = || Print::of_object(self.text, |name| Met::member(tag, name).is_some());
            self.met.carry::<T>(print, carried);
        }
        Ok(value)
    }
}

impl Object<'_> {
    #[inline(never)] // the quick way stays small
    fn read_exactly<T: DeserializeOwned>(&self) -> Result<T, Box<OpenErrorKind>> {
        let mut deserializer = Deserializer::from_str(self.text);
        T::deserialize(Stripped { inner: &mut deserializer, met: self.met })
            .and_then(|value| deserializer.end().map(|()| value))
            .and_then(|value| self.met.as_expected(value))
            .map_err(|error| {
                if self.met.irregular.get() || matches!(self.tagged, Some(Tagged::Somewhere(_))) {
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
    met: &'a Met<'a>,
}

impl Payload for Data<'_> {
    type Error = Box<OpenErrorKind>;

    fn read<T: Migrate>(self, carried: &mut Carried) -> Result<T, Box<OpenErrorKind>> {
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
        let end = values.byte_offset();
        if self.text[end..].trim_ascii() == "}" {
            self.met.carry::<T>(|| Print::of_json(&self.text[..end]), carried);
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
