//! Records as YAML: opened from any version of the chain, sealed at any version of it.
//!
//! For records that people edit. A record is the YAML of what it is as JSON (decision note 022): the version first, then the fields.
//!
//! ```yaml
//! $v: 2
//! name: Ada
//! home:
//!   city: London
//! ```
//!
//! The version stands in the same member as in JSON (`$v`, or what `tag` says), the entity in `$e` where the type says `named`, a payload
//! that is no mapping in `$d`, and what is kept for other versions in `$c`, as a text. That text is bound to the values and not to how they are
//! spelled: reformat the file, reorder it, comment it, and it stays bound. **What is written anew has no comments**, and is laid out as above.
//!
//! # What is read
//!
//! One document of YAML 1.2, each scalar by its core schema: `no`, `1_000` and `12:30` are texts, `0o17` is 15, and `010` is 10. A text that could
//! be taken for anything else, by YAML 1.1 too, is written in quotes. JSON is YAML, and is read as such. Refused are a key that occurs twice,
//! a key that is no scalar, the merge key `<<`, tags but those of the core schema, `.nan` and the infinities (JSON has no form for them), several documents, aliases that
//! grow what they stand for to more than the text and a mebibyte, and what is nested more than 127 deep. `NaN` and the infinities are not written either; an
//! `Option` of a float that is `NaN` is `None`, as in JSON.

mod read;
mod scalar;
mod write;

use crate::envelope::fault::Reason;
use crate::envelope::format::{format_of, passing};
use crate::envelope::text::{Node, Notation, Refused, functions};

functions!(
    Yaml,
    "yaml",
    r#""$v: 1\nname: Ada""#,
    r#""$v: 2\nname: Ada\nadmin: true""#,
    r#""$v: 2\nfull_name: Ada Lovelace\n""#
);

format_of!(Yaml, yaml, version_of_slice, "yaml", "yaml");
passing!(Yaml, yaml);

impl Notation for Yaml {
    const NAME: &'static str = "YAML";
    const HAS_NULL: bool = true;

    fn read(text: &str) -> Result<Node<'_>, Reason> {
        read::read(text)
    }

    fn write(node: &Node<'_>) -> Result<String, Refused> {
        Ok(write::write(node))
    }
}
