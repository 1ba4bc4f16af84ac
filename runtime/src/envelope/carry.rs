//! What a record holds for versions other than its own.

use std::fmt;

use serde_json::value::RawValue;

use crate::chain::{self, BINDING, Carried, Migrate, Print, StepError};
use crate::envelope::SealErrorKind;
use crate::version::Version;

/// The member that holds a carry which was not bound to the record with which it was found.
const UNBOUND: &str = "unbound";

/// The carry of a record: one JSON object beside its payload.
///
/// It holds what the record's version has no place for: what newer versions have more, and what older ones had. The steps
/// of the chain take out of it and put into it; what belongs to steps that this program does not know is handed on. It is
/// bound to its record. One that is not, because something else wrote the payload, is never applied and never thrown away: it is handed on as it
/// is, in the member `unbound` where the record gets a carry of its own.
#[derive(Clone)]
pub struct Carry {
    raw: Box<RawValue>,
    bound: bool,
}

impl Carry {
    /// The carry of a record that was read, and whether it is bound to that record.
    pub(super) fn read(raw: Box<RawValue>, bound: bool) -> Self {
        Self { raw, bound }
    }

    /// What a walk left, if it left anything; else what could not be applied before it.
    pub(super) fn after(
        carried: Carried,
        unbound: Option<Self>,
    ) -> Result<Option<Self>, StepError> {
        let Some(raw) = carried.finish()? else { return Ok(unbound) };
        let Some(unbound) = unbound else { return Ok(Some(Self { raw, bound: true })) };
        // What could not be applied is nobody's to throw away.
        let mut members = chain::members(&raw)?;
        members.push((UNBOUND.to_owned(), unbound.raw));
        chain::object(&members).map(|raw| Some(Self { raw, bound: true }))
    }

    /// The JSON text: as it was stored, or as the steps left it.
    pub fn get(&self) -> &str {
        self.raw.get()
    }

    /// Whether it belongs to the record with which it was found. If not, something that does not know Heirloom changed the
    /// record's payload, or the carry was another record's; then nothing comes back from it.
    pub fn is_bound(&self) -> bool {
        self.bound
    }

    /// Starts a walk with it. One that is not bound stays behind.
    pub(super) fn start(carry: Option<Self>) -> (Carried, Option<Self>) {
        let mut carried = Carried::keeping();
        match carry {
            Some(Self { raw, bound: true }) => {
                carried.set(raw);
                (carried, None)
            }
            unbound => (carried, unbound),
        }
    }

    /// The text to store beside a payload: bound to it, or as it was.
    fn bind(&self, to: impl FnOnce() -> Result<Print, StepError>) -> Result<String, StepError> {
        if !self.bound {
            return Ok(self.get().to_owned());
        }
        let exact: Box<RawValue>;
        let members = match unbound(self.get()) {
            Some(members) => members,
            None => {
                let mut members = chain::members(&self.raw)?;
                members.retain(|(name, _)| name != BINDING);
                exact = chain::object(&members)?;
                &exact.get()[1..]
            }
        };
        if members == "}" {
            return Ok(String::new());
        }
        Ok(format!(r#"{{"{BINDING}":"{}",{members}"#, to()?))
    }
}

/// What a carry is bound to and what comes behind that, if it stands where we put it.
fn bound(text: &str) -> Option<(Print, &str)> {
    let text = text.strip_prefix(r#"{"of":""#)?;
    let (print, rest) = text.split_at_checked(16)?;
    Some((Print::parse(print)?, rest.strip_prefix('"')?))
}

/// The members of a carry but what it is bound to, and the closing brace; `None` if that is for a parser to say.
fn unbound(text: &str) -> Option<&str> {
    let members = match bound(text) {
        Some((_, "}")) => "}",
        Some((_, rest)) => rest.strip_prefix(',')?,
        None => text.strip_prefix('{')?,
    };
    let is_plain = (members.starts_with('"') || members == "}")
        && memchr::memmem::find(members.as_bytes(), br#""of""#).is_none()
        && memchr::memchr(b'\\', members.as_bytes()).is_none();
    is_plain.then_some(members)
}

/// What a carry says that it is bound to.
fn binding(raw: &RawValue) -> Option<Print> {
    if let Some((print, _)) = bound(raw.get()) {
        return Some(print);
    }
    let members = chain::members(raw).ok()?;
    let (_, of) = members.into_iter().find(|(name, _)| name == BINDING)?;
    serde_json::from_str(of.get()).ok()
}

/// The text to store beside a payload, if there is anything in it, and if it is not too long.
pub(super) fn text(
    carry: &Carry,
    of: impl FnOnce() -> Result<Print, StepError>,
    limit: usize,
) -> Result<Option<String>, SealErrorKind> {
    let text = carry.bind(of).map_err(SealErrorKind::Step)?;
    match text.len() {
        0 => Ok(None),
        size if size > limit => Err(SealErrorKind::CarryTooLarge { size, limit }),
        _ => Ok(Some(text)),
    }
}

/// Whether a carry is bound to the record of a `T` with this payload, in the row with this key.
pub(super) fn is_bound<T: Migrate>(
    raw: &RawValue,
    key: Option<&str>,
    payload: impl FnOnce() -> Result<Print, StepError>,
) -> bool {
    binding(raw).is_some_and(|of| {
        payload().is_ok_and(|payload| print_of(T::ENTITY, T::VERSION, key, payload) == of)
    })
}

/// What the carry of a record is bound to: entity, version, the row's key where the carry has a column, and payload.
pub(super) fn print_of(entity: &str, version: Version, key: Option<&str>, payload: Print) -> Print {
    let entity = Print::of_text(entity);
    let version = Print::of_text(&version.to_string());
    let key = key.map(Print::of_text);
    Print::of_parts([entity, version].into_iter().chain(key).chain([payload]))
}

impl fmt::Debug for Carry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = if self.bound { "" } else { ", not bound" };
        write!(f, "Carry({} bytes{bound})", self.get().len())
    }
}

impl PartialEq for Carry {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Carry {}
