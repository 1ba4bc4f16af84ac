//! Records as TOML: opened from any version of the chain, sealed at any version of it.
//!
//! For settings and other records that people edit. A record is the TOML of what it is as JSON (decision note 022): the version first, then the
//! fields, values before tables.
//!
//! ```toml
//! "$v" = 2
//! name = "Ada"
//!
//! [home]
//! city = "London"
//! ```
//!
//! The version stands in the same member as in JSON (`"$v"`, or what `tag` says), the entity in `"$e"` where the type says `named`, a payload
//! that is no table in `"$d"`, and what is kept for other versions in `"$c"`, as a text. That text is bound to the values and not to how they are
//! spelled: reformat the file, reorder it, comment it, and it stays bound. **What is written anew has no comments**, and is laid out as above.
//!
//! # What it cannot hold
//!
//! TOML has no null. A member that is `None` is left out, and where it would not come back as `None` the record is refused, as are `None` in a list,
//! integers beyond 64 bits with their sign, and `NaN` and the infinities: an error that names the path, never a loss. An `Option` of a float that
//! is `NaN` is `None`, as in JSON.
//!
//! On reading, a date or time is the text that it is written as, `nan` and `inf` are refused since JSON has no form for them, and so
//! is what is nested more than 127 deep.

mod read;
mod write;

use crate::envelope::fault::Reason;
use crate::envelope::format::{format_of, passing};
use crate::envelope::text::{Node, Notation, Refused, functions};

functions!(
    Toml,
    "toml",
    r#""\"$v\" = 1\nname = \"Ada\"""#,
    r#""\"$v\" = 2\nname = \"Ada\"\nadmin = true""#,
    r#""\"$v\" = 2\nfull_name = \"Ada Lovelace\"\n""#
);

format_of!(Toml, toml, version_of_slice, "toml", "toml");
passing!(Toml, toml);

impl Notation for Toml {
    const NAME: &'static str = "TOML";
    const HAS_NULL: bool = false;

    fn read(text: &str) -> Result<Node<'_>, Reason> {
        read::read(text)
    }

    fn write(node: &Node<'_>) -> Result<String, Refused> {
        write::write(node)
    }
}
