//! A picture of chains: a column for each, oldest version on top.

use std::fmt::Write as _;

use crate::history::graph::Node;

const BOX: usize = 32;
const LINE: usize = 16;
const GAP: usize = 40;
/// What a character takes, a little more than it does in most fonts.
const CHARACTER: usize = 8;

pub(super) fn draw(chains: &[Vec<Node>]) -> String {
    let (mut left, mut body, mut deepest) = (GAP, String::new(), 0);
    for nodes in chains {
        let titles = nodes.iter().map(|node| node.title.chars().count());
        let labels =
            nodes.iter().flat_map(|node| node.edge.iter().map(|line| line.chars().count()));
        let width = titles.max().unwrap_or(0) * CHARACTER + LINE;
        let beside = labels.max().unwrap_or(0) * CHARACTER;
        let middle = left + width / 2;
        let mut top = GAP;
        for (at, node) in nodes.iter().enumerate() {
            let dashes = if node.is_draft { " stroke-dasharray=\"4\"" } else { "" };
            if at > 0 {
                let length = GAP + node.edge.len() * LINE;
                let end = top + length - 2;
                let _ = writeln!(
                    body,
                    "<path d=\"M{middle} {top}V{end}\" stroke=\"black\"{dashes} marker-end=\"url(#a)\"/>"
                );
                for (line, text) in node.edge.iter().enumerate() {
                    let y = top + GAP / 2 + (line + 1) * LINE - 4;
                    let _ = writeln!(
                        body,
                        "<text x=\"{}\" y=\"{y}\">{}</text>",
                        middle + LINE / 2,
                        plain(text)
                    );
                }
                top += length;
            }
            let _ = writeln!(
                body,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{BOX}\" rx=\"4\" fill=\"white\" stroke=\"black\"{dashes}/>"
            );
            let _ = writeln!(
                body,
                "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                top + BOX / 2 + 5,
                plain(&node.title)
            );
            top += BOX;
        }
        deepest = deepest.max(top);
        left += width.max(width / 2 + LINE / 2 + beside) + GAP;
    }
    let height = deepest + GAP;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{left}\" height=\"{height}\" viewBox=\"0 0 {left} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <defs><marker id=\"a\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n\
         {body}</svg>\n"
    )
}

fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
