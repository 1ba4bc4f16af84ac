//! The drafts of JSON Schema, and in what they differ.

use serde_json::{Map, Value};

/// A draft, the oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    Draft4,
    Draft6,
    Draft7,
    Draft2019,
    Draft2020,
    /// Nothing is declared: the latest draft, and spellings of older ones where they cannot be mistaken.
    Undeclared,
}

impl Dialect {
    /// The draft that a schema declares, unless it is one that nobody knows.
    pub(super) fn of(schema: &Map<String, Value>) -> Option<Self> {
        let Some(declared) = schema.get("$schema") else { return Some(Self::Undeclared) };
        let declared = declared.as_str()?.trim_end_matches('#');
        let (_, rest) = declared.split_once("://")?;
        match rest.trim_end_matches('/') {
            "json-schema.org/draft-04/schema" => Some(Self::Draft4),
            "json-schema.org/draft-06/schema" => Some(Self::Draft6),
            "json-schema.org/draft-07/schema" => Some(Self::Draft7),
            "json-schema.org/draft/2019-09/schema" => Some(Self::Draft2019),
            "json-schema.org/draft/2020-12/schema" | "json-schema.org/schema" => {
                Some(Self::Draft2020)
            }
            _ => None,
        }
    }

    /// The keyword that names a schema.
    pub(super) fn id(self) -> &'static str {
        if self == Self::Draft4 { "id" } else { "$id" }
    }

    /// Whether the keywords beside a `$ref` count.
    pub(super) fn ref_has_siblings(self) -> bool {
        self >= Self::Draft2019
    }

    /// Whether `items` may be a list, with `additionalItems` for what follows.
    pub(super) fn items_may_be_a_list(self) -> bool {
        self != Self::Draft2020
    }

    /// Whether the draft has a keyword that others read past.
    pub(super) fn has(self, keyword: &str) -> bool {
        match keyword {
            "const" | "contains" | "propertyNames" => self >= Self::Draft6,
            "if" => self >= Self::Draft7,
            "dependentRequired"
            | "dependentSchemas"
            | "minContains"
            | "maxContains"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "$anchor" => self >= Self::Draft2019,
            "$recursiveRef" => self == Self::Draft2019,
            "prefixItems" | "$dynamicRef" => self >= Self::Draft2020,
            _ => true,
        }
    }
}
