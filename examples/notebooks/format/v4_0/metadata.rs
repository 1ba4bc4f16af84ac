use heirloom::Migrate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::format::{
    CellName, Misfit, Tags,
    members::{
        cell_members, demote, notebook_members, present, promote, strip_cell_transients,
        strip_notebook_transients,
    },
    v3_0,
};

/// The notebook's metadata.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(
    from = v3_0::Metadata,
    version = "4.0",
    split(0 => kernelspec, language_info, other; try_up = fix, down = open, accept_loss = "transient members, and the name: a file has one"),
)]
pub struct Metadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub kernelspec: Option<Kernelspec>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub language_info: Option<LanguageInfo>,
    #[serde(flatten, deserialize_with = "notebook_members")]
    pub other: Map<String, Value>,
}

/// The kernel that ran the notebook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kernelspec {
    pub name: String,
    pub display_name: String,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The language that the kernel understands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LanguageInfo {
    pub name: String,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub codemirror_mode: Option<CodemirrorMode>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub file_extension: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub mimetype: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub pygments_lexer: Option<String>,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// How an editor colours the language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a string or an object")]
pub enum CodemirrorMode {
    Name(String),
    Settings(Map<String, Value>),
}

/// The metadata that cells of each kind may have; all that a markdown cell has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "cell metadata", version = "4.0")]
pub struct CellMetadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub name: Option<CellName>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub tags: Option<Tags>,
    #[serde(flatten, deserialize_with = "cell_members")]
    pub other: Map<String, Value>,
}

/// The metadata of a raw cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "raw cell metadata", version = "4.0")]
pub struct RawMetadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    #[serde(flatten)]
    pub common: CellMetadata,
}

/// The metadata of a code cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "code cell metadata", version = "4.0")]
pub struct CodeMetadata {
    /// Whether the output is folded away.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<bool>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub scrolled: Option<Scrolled>,
    #[serde(flatten)]
    pub common: CellMetadata,
}

/// Whether long output gets scroll bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "true, false or \"auto\"")]
pub enum Scrolled {
    Always(bool),
    Auto(Auto),
}

/// The word `auto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Auto {
    Auto,
}

type Members = Map<String, Value>;

fn fix(mut other: Members) -> Result<(Option<Kernelspec>, Option<LanguageInfo>, Members), Misfit> {
    // The file's name is the notebook's name from 4.0 on.
    other.remove("name");
    strip_notebook_transients(&mut other);
    let (kernelspec, language_info) =
        (promote(&mut other, "kernelspec")?, promote(&mut other, "language_info")?);
    Ok((kernelspec, language_info, other))
}

fn open(
    kernelspec: Option<Kernelspec>,
    language_info: Option<LanguageInfo>,
    mut other: Members,
) -> Members {
    demote(&mut other, "kernelspec", kernelspec);
    demote(&mut other, "language_info", language_info);
    // A notebook of 3.0 has a name, be it an empty one.
    other.entry("name").or_insert_with(|| "".into());
    other
}

/// What 3.0 has for metadata of cells of all kinds: an open object, or nothing.
pub(super) type Open = Option<Map<String, Value>>;

impl TryFrom<Open> for CellMetadata {
    type Error = Misfit;

    fn try_from(old: Open) -> Result<Self, Misfit> {
        let mut other = old.unwrap_or_default();
        strip_cell_transients(&mut other);
        Ok(Self { name: promote(&mut other, "name")?, tags: promote(&mut other, "tags")?, other })
    }
}

impl From<CellMetadata> for Open {
    fn from(new: CellMetadata) -> Self {
        let CellMetadata { name, tags, mut other } = new;
        demote(&mut other, "name", name);
        demote(&mut other, "tags", tags);
        Some(other)
    }
}

impl TryFrom<Open> for RawMetadata {
    type Error = Misfit;

    fn try_from(old: Open) -> Result<Self, Misfit> {
        let mut other = old.unwrap_or_default();
        let format = promote(&mut other, "format")?;
        Ok(Self { format, common: Some(other).try_into()? })
    }
}

impl From<RawMetadata> for Open {
    fn from(new: RawMetadata) -> Self {
        let RawMetadata { format, mut common } = new;
        demote(&mut common.other, "format", format);
        common.into()
    }
}

impl TryFrom<Open> for CodeMetadata {
    type Error = Misfit;

    fn try_from(old: Open) -> Result<Self, Misfit> {
        let mut other = old.unwrap_or_default();
        let collapsed = promote(&mut other, "collapsed")?;
        let scrolled = promote(&mut other, "scrolled")?;
        Ok(Self { collapsed, scrolled, common: Some(other).try_into()? })
    }
}

impl From<CodeMetadata> for Open {
    fn from(new: CodeMetadata) -> Self {
        let CodeMetadata { collapsed, scrolled, mut common } = new;
        demote(&mut common.other, "collapsed", collapsed);
        demote(&mut common.other, "scrolled", scrolled);
        common.into()
    }
}
