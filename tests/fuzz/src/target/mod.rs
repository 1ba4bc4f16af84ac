//! The targets: each takes any bytes, and has some to begin with.

mod binary;
mod json;
mod jsonb;
mod lines;
mod notations;
mod texts;

/// Something that takes any bytes.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// By which it is asked for; its corpus lies in a folder of that name.
    pub name: &'static str,
    /// Panics where something that is promised does not hold.
    pub run: fn(&[u8]),
    /// Bytes to begin with, such that much is reached at once.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "inline", run: json::inline, seeds: json::inline_seeds },
    Target { name: "other_name", run: json::other_name, seeds: json::other_name_seeds },
    Target { name: "foreign", run: json::foreign, seeds: json::foreign_seeds },
    Target { name: "wrapped", run: json::wrapped, seeds: json::wrapped_seeds },
    Target { name: "untagged", run: json::untagged, seeds: json::untagged_seeds },
    Target { name: "flattened", run: json::flattened, seeds: json::flattened_seeds },
    Target { name: "tagged", run: json::tagged, seeds: json::tagged_seeds },
    Target { name: "carry", run: json::carry, seeds: json::carry_seeds },
    Target { name: "column", run: json::column, seeds: json::column_seeds },
    Target { name: "header", run: binary::header, seeds: binary::header_seeds },
    Target { name: "cbor", run: binary::cbor, seeds: binary::cbor_seeds },
    Target { name: "messagepack", run: binary::messagepack, seeds: binary::messagepack_seeds },
    Target { name: "postcard", run: binary::postcard, seeds: binary::postcard_seeds },
    Target { name: "toml", run: notations::toml, seeds: notations::toml_seeds },
    Target { name: "yaml", run: notations::yaml, seeds: notations::yaml_seeds },
    Target { name: "jsonb", run: jsonb::jsonb, seeds: jsonb::jsonb_seeds },
    Target { name: "ndjson", run: lines::ndjson, seeds: lines::ndjson_seeds },
    Target { name: "schemas", run: texts::schemas, seeds: texts::schemas_seeds },
    Target { name: "lock", run: texts::lock, seeds: texts::lock_seeds },
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
