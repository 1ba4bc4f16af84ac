//! What a notebook leaves behind, because the version asked for has no place for it.
//!
//! Jupyter's own converter leaves the same behind; it does not say so.

use std::collections::BTreeMap;

use heirloom::{Migrate, Version, json};

use crate::{
    convert::{Notebook, convert},
    format::{
        v3_0,
        v4_0::{self, Cell, Output},
    },
    refusal::Refusal,
};

/// What this notebook loses on its way, in words; nothing, for most.
pub fn of(text: &str, to: Version) -> Result<Vec<String>, Refusal> {
    const OLDEST: Version = v3_0::Notebook::VERSION;
    let stored = json::version_of::<Notebook>(text)?;
    let mut lost = Vec::new();
    if stored == OLDEST && to > OLDEST {
        upwards(&json::from_str(text)?, &mut lost);
    }
    if stored == Notebook::VERSION && to < Notebook::VERSION {
        let notebook: Notebook = json::from_str(text)?;
        note(&mut lost, notebook.cells.len(), "the id of its cell", "the ids of # cells");
    }
    if stored > OLDEST && to == OLDEST {
        downwards(&json::from_str(&convert(text, v4_0::Notebook::VERSION)?)?, &mut lost);
    }
    Ok(lost)
}

fn upwards(notebook: &v3_0::Notebook, lost: &mut Vec<String>) {
    let described = |worksheet: &&v3_0::Worksheet| {
        worksheet.metadata.as_ref().is_some_and(|about| !about.is_empty())
    };
    let worksheets = notebook.worksheets.iter().filter(described).count();
    note(lost, worksheets, "the metadata of its worksheet", "the metadata of # worksheets");
    if let Some(name) = notebook.metadata.0.get("name").filter(|name| **name != "") {
        lost.push(format!("its name {name}"));
    }
}

fn downwards(notebook: &v4_0::Notebook, lost: &mut Vec<String>) {
    let mut attachments = 0;
    let mut forms = 0;
    for cell in &notebook.cells {
        let (attached, outputs) = match cell {
            Cell::Raw(cell) => (cell.attachments.as_ref(), &[][..]),
            Cell::Markdown(cell) => (cell.attachments.as_ref(), &[][..]),
            Cell::Code(cell) => (None, &cell.outputs[..]),
        };
        attachments += attached.map_or(0, BTreeMap::len);
        for output in outputs {
            let data = match output {
                Output::ExecuteResult(result) => &result.data,
                Output::DisplayData(shown) => &shown.data,
                Output::Stream(_) | Output::Error(_) => continue,
            };
            forms += data.0.keys().filter(|mime| !Output::has_word(mime)).count();
        }
    }
    note(lost, attachments, "an attachment", "# attachments");
    note(lost, forms, "a form of output", "# forms of output");
}

fn note(lost: &mut Vec<String>, count: usize, one: &str, many: &str) {
    match count {
        0 => {}
        1 => lost.push(one.to_owned()),
        _ => lost.push(many.replace('#', &count.to_string())),
    }
}
