use heirloom::{Migrate, StepError};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::{Cell, Metadata};
use crate::format::v3_0;

/// A notebook of version 4.0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v3_0::Notebook, version = "4.0", drop(orig_nbformat, accept_loss = "transient"), drop(orig_nbformat_minor, accept_loss = "transient"))]
#[serde(deny_unknown_fields)]
pub struct Notebook {
    #[migrate(nested)]
    pub metadata: Metadata,
    #[migrate(
        from = worksheets,
        try_up = join_worksheets,
        try_down = single_worksheet,
        accept_loss = "no program of the time wrote more than one worksheet"
    )]
    pub cells: Vec<Cell>,
}

/// The cells of all worksheets in a row; what the sheets said about themselves has no place in 4.0.
fn join_worksheets(worksheets: Vec<v3_0::Worksheet>) -> Result<Vec<Cell>, StepError> {
    let cells: Vec<v3_0::Cell> =
        worksheets.into_iter().flat_map(|worksheet| worksheet.cells).collect();
    heirloom::upgrade(cells)
}

fn single_worksheet(cells: Vec<Cell>) -> Result<Vec<v3_0::Worksheet>, StepError> {
    Ok(vec![v3_0::Worksheet { cells: heirloom::downgrade(cells)?, metadata: Some(Map::new()) }])
}
