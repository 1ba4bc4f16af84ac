//! Why a step refused a value.

use std::error::Error;
use std::fmt;

use crate::chain::Migrate;
use crate::version::{Style, Version};

/// A step that refused a value: the entity, the two versions, the field and the reason.
///
/// The reason is the [`source`](Error::source).
///
/// ```text
/// `server` cannot go from version 1 to 2 at `ports[3]`
/// ```
pub struct StepError(Box<Inner>);

struct Inner {
    entity: &'static str,
    step: Option<(Version, Version)>,
    style: Style,
    path: FieldPath,
    reason: Box<dyn Error + Send + Sync>,
}

impl StepError {
    /// A refusal, with the reason. The derive adds the rest on the way out.
    #[doc(hidden)]
    pub fn new(reason: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        match reason.into().downcast::<Self>() {
            // A step inside a user's function: its path goes on from here.
            Ok(inner) => *inner,
            Err(reason) => Self(Box::new(Inner {
                entity: "",
                step: None,
                style: Style::Short,
                path: FieldPath::default(),
                reason,
            })),
        }
    }

    /// The same refusal, seen from the field that holds the value.
    #[doc(hidden)]
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.0.path.0.push(Segment::Field(field));
        self
    }

    pub(crate) fn at_index(mut self, index: usize) -> Self {
        self.0.path.0.push(Segment::Index(index));
        self
    }

    pub(crate) fn at_key(mut self, key: String) -> Self {
        self.0.path.0.push(Segment::Key(key));
        self
    }

    /// The same refusal, as the step of a record: the outermost step names the entity.
    pub(super) fn in_step<T: Migrate>(mut self, from: Version, to: Version) -> Self {
        self.0.entity = T::ENTITY;
        self.0.style = T::TAG.style();
        self.0.step = Some((from, to));
        self
    }

    /// The entity whose step failed; of the record, where nested entities are converted with it.
    pub fn entity(&self) -> &'static str {
        self.0.entity
    }

    /// The version that the step started from, and the one that it should have reached.
    pub fn step(&self) -> Option<(Version, Version)> {
        self.0.step
    }

    /// The field at which it failed, from the record down; empty when the whole record was refused.
    pub fn path(&self) -> &FieldPath {
        &self.0.path
    }
}

impl fmt::Debug for StepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StepError")
            .field("entity", &self.0.entity)
            .field("step", &self.0.step)
            .field("path", &self.0.path.to_string())
            .field("reason", &self.0.reason)
            .finish()
    }
}

impl fmt::Display for StepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot go", self.0.entity)?;
        if let Some((from, to)) = self.0.step {
            let style = self.0.style;
            write!(f, " from version {} to {}", from.shown(style), to.shown(style))?;
        }
        if !self.0.path.0.is_empty() {
            write!(f, " at `{}`", self.0.path)?;
        }
        Ok(())
    }
}

impl Error for StepError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0.reason)
    }
}

/// Where in a record: fields, indices and keys from the outside in, printed as `items[3].price`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldPath(Vec<Segment>); // innermost first: each level appends itself on the way out

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Field(&'static str),
    Index(usize),
    /// As `Debug` prints it.
    Key(String),
}

impl FieldPath {
    /// Whether the path names the record as a whole.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, segment) in self.0.iter().rev().enumerate() {
            match segment {
                Segment::Field(name) if depth == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) => write!(f, "[{key}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::{Error, StepError, Version};

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "fleet", version = 1)]
    struct Fleet {
        servers: Vec<u8>,
    }

    #[test]
    fn a_refusal_names_entity_versions_and_path() {
        let (one, two) = (Version::major(1), Version::major(2));
        let error = StepError::new("no digits")
            .at("port")
            .at_index(3)
            .at("servers")
            .in_step::<Fleet>(one, two);
        assert_eq!(error.to_string(), "`fleet` cannot go from version 1 to 2 at `servers[3].port`");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("no digits"));
        // A step that a user's function called is part of the one that called it.
        let outer = StepError::new(error).at("fleets").in_step::<Fleet>(one, two);
        assert_eq!(
            outer.to_string(),
            "`fleet` cannot go from version 1 to 2 at `fleets.servers[3].port`"
        );
        assert_eq!(outer.source().map(ToString::to_string).as_deref(), Some("no digits"));
    }

    #[test]
    fn a_result_of_a_step_is_one_pointer_wider_than_its_value_at_most() {
        assert_eq!(size_of::<StepError>(), size_of::<usize>());
    }
}
