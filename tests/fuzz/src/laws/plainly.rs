//! A second opinion on the envelope of a JSON record: slow, plain, and without anything of the readers.

use heirloom::chain::Tag;
use heirloom::{Migrate, Version};

use crate::laws::members::{members, object};

/// The version that a record names, if it names one, and its payload.
pub(super) fn read<T: Migrate>(text: &str) -> Option<(Option<Version>, String)> {
    let Some(mut members) = members(text) else { return Some((None, text.to_owned())) };
    let value = |wanted: &str| {
        let member = members.iter().find(|(name, _)| name == wanted);
        member.map(|(_, value)| value.get())
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (version, of_envelope) = match T::TAG {
        Tag::Member(name) => {
            let Some(tag) = value(name) else { return Some((None, text.to_owned())) };
            let version = match number(tag) {
                Some(major) => Version::major(major),
                None => serde_json::from_str::<String>(tag).ok()?.parse().ok()?,
            };
            (version, vec![name, "$e", "$c", "$d"])
        }
        Tag::Foreign { major, minor } => {
            let Some(tag) = value(major) else { return Some((None, text.to_owned())) };
            // Without a minor the chain decides.
            (Version::new(number(tag)?, number(value(minor)?)?, 0), vec![major, minor])
        }
        _ => return None,
    };
    let wrapped = value("$d").filter(|_| of_envelope.contains(&"$d")).map(str::to_owned);
    members.retain(|(name, _)| !of_envelope.contains(&name.as_str()));
    Some((Some(version), wrapped.unwrap_or_else(|| object(&members, false))))
}
