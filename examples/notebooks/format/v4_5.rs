//! Version 4.5: each cell has an id.

use std::collections::HashSet;

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

pub use super::v4_4::Metadata;
use super::{CellId, v4_4};

/// A notebook of version 4.5.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_4::Notebook, version = "4.5", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct Notebook {
    pub metadata: Metadata,
    #[migrate(
        up = Cells::number,
        down = Cells::without_ids,
        accept_loss = "cells are numbered again on the way up, as Jupyter does"
    )]
    pub cells: Cells,
}

/// Cells of which no two have the same id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Draft>")]
pub struct Cells(Vec<Cell>);

/// A cell of version 4.5.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    pub id: CellId,
    #[serde(flatten)]
    pub content: v4_4::Cell,
}

/// A cell as files of version 4.5 hold it. Some programs knew the version before they knew ids,
/// and copying a cell in an editor of the time copied its id.
#[derive(Deserialize)]
struct Draft {
    id: Option<CellId>,
    #[serde(flatten)]
    content: v4_4::Cell,
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn number(cells: Vec<v4_4::Cell>) -> Self {
        cells.into_iter().map(|content| Draft { id: None, content }).collect::<Vec<_>>().into()
    }

    fn without_ids(self) -> Vec<v4_4::Cell> {
        self.0.into_iter().map(|cell| cell.content).collect()
    }
}

impl From<Vec<Draft>> for Cells {
    /// The first cell that has an id keeps it; the cells that have none of their own are numbered.
    fn from(drafts: Vec<Draft>) -> Self {
        let taken: HashSet<CellId> = drafts.iter().filter_map(|draft| draft.id.clone()).collect();
        let mut number = 0;
        let mut next_free = || loop {
            number += 1;
            let id = CellId::numbered(number);
            if !taken.contains(&id) {
                return id;
            }
        };
        let mut seen = HashSet::new();
        let cells = drafts.into_iter().map(|Draft { id, content }| {
            let own = id.filter(|id| seen.insert(id.clone()));
            Cell { id: own.unwrap_or_else(&mut next_free), content }
        });
        Self(cells.collect())
    }
}
