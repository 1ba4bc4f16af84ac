//! A module for versions that has room for one more.

mod v1 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::shared::Depth;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "color", version = 1)]
    pub struct Color {
        pub name: String,
        pub depth: Depth,
    }

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "form", version = 1)]
    pub struct Form(pub u8, pub Color, pub Box<Color>);
}

mod v2 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::shared::Depth;
    use super::v1;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = v1::Form)]
    pub struct Form(pub u8, pub v1::Color, pub Box<v1::Color>);

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v1::Color)]
    pub struct Color {
        pub name: String,
        pub depth: Depth,
    }
}

mod shared {
    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Depth(pub u8);
}

use v2::Color;
use v2::Form as Shape;

pub fn colored(color: Color) -> (Option<Shape>, String) {
    (None, color.name)
}
