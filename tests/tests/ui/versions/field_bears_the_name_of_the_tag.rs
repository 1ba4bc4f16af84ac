use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "notebook", version = "4.5", tag(major = "nbformat", minor = "nbformat_minor"))]
struct Notebook {
    nbformat: u32,
    cells: Vec<String>,
}

fn main() {}
