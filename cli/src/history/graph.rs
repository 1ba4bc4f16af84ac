//! `cargo heirloom graph`: the chain, drawn.

use std::fmt::{self, Write as _};

use serde::Serialize;

use crate::arguments::{Common, Drawing};
use crate::error::Result;
use crate::history::{Standing, standings, svg};
use crate::report::Reported;

/// A drawing of some chains.
#[derive(Debug, Serialize)]
pub struct Graph {
    format: &'static str,
    text: String,
}

/// A version, and what the step to it does.
pub(super) struct Node {
    pub(super) title: String,
    pub(super) is_draft: bool,
    /// What stands on the edge from the version before.
    pub(super) edge: Vec<String>,
}

/// Draws some chains.
///
/// # Errors
///
/// When an entity is not there or has no lock, or the package does not compile.
pub fn graph(entities: &[String], format: Drawing, common: &Common) -> Result<Graph> {
    let standings = standings(entities, common)?;
    let chains: Vec<Vec<Node>> = standings.iter().map(nodes).collect();
    let (format, text) = match format {
        Drawing::Mermaid => ("mermaid", mermaid(&chains)),
        Drawing::Dot => ("dot", dot(&chains)),
        Drawing::Svg => ("svg", svg::draw(&chains)),
    };
    Ok(Graph { format, text })
}

/// Oldest first.
fn nodes(standing: &Standing) -> Vec<Node> {
    let drafts = standing.drafts().len();
    let versions = standing.report.versions.iter().enumerate().rev();
    let node = |(at, version): (usize, &Reported)| {
        let entry = standing.lock.entries.iter().find(|entry| entry.version == version.version);
        let release = entry.and_then(|entry| entry.release());
        let state = release.map(|name| format!(" ({name})"));
        let state = state
            .unwrap_or_else(|| if at < drafts { " (draft)".to_owned() } else { String::new() });
        Node {
            title: format!("{} {}{state}", standing.report.entity, version.version),
            is_draft: at < drafts,
            edge: edge(version),
        }
    };
    versions.map(node).collect()
}

fn edge(version: &Reported) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(backward), Some(forward)) = (&version.backward, &version.forward) {
        lines.push(format!("backward {}, forward {}", backward.verdict, forward.verdict));
    }
    for loss in &version.losses {
        lines.push(format!("{} {} {}", loss.direction, loss.path, loss.treatment));
    }
    lines.extend(version.one_way.as_ref().map(|_| "one way".to_owned()));
    lines
}

fn mermaid(chains: &[Vec<Node>]) -> String {
    let plain = |text: &str| text.replace('"', "#quot;").replace(['\n', '\r'], " ");
    let mut out = "flowchart TD\n".to_owned();
    for (chain, nodes) in chains.iter().enumerate() {
        for (at, node) in nodes.iter().enumerate() {
            let _ = writeln!(out, "    c{chain}v{at}[\"{}\"]", plain(&node.title));
            if at > 0 {
                let label = plain(&node.edge.join("<br>").replace('\n', " "));
                let arrow = if node.is_draft { "-.->" } else { "-->" };
                let _ = writeln!(out, "    c{chain}v{} {arrow}|\"{label}\"| c{chain}v{at}", at - 1);
            }
        }
    }
    out
}

fn dot(chains: &[Vec<Node>]) -> String {
    let plain = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let mut out = "digraph heirloom {\n    node [shape=box];\n".to_owned();
    for (chain, nodes) in chains.iter().enumerate() {
        for (at, node) in nodes.iter().enumerate() {
            let style = if node.is_draft { ", style=dashed" } else { "" };
            let _ = writeln!(out, "    c{chain}v{at} [label=\"{}\"{style}];", plain(&node.title));
            if at > 0 {
                let label = plain(&node.edge.join("\n"));
                let _ = writeln!(
                    out,
                    "    c{chain}v{} -> c{chain}v{at} [label=\"{label}\"{style}];",
                    at - 1
                );
            }
        }
    }
    out + "}\n"
}

impl fmt::Display for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
