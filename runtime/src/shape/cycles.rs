//! Which derived types contain themselves.

use crate::shape::graph::{Graph, MOST};
use crate::shape::types::{Field, Payload, Type};

/// The most links of all the derived types of a shape.
const LINKS: usize = 16 * 1024;

/// For each derived type, whether it is reached from itself; `None` if there are too many links.
///
/// Tarjan's strongly connected components (1972), as a loop: a constant may not call deep.
pub(super) const fn cyclic(graph: Graph) -> Option<[bool; MOST]> {
    let types = graph.derived();
    let mut cyclic = [false; MOST];
    let mut links = Links { graph, list: [0; LINKS], len: 0, fits: true };
    let mut from = [0; MOST + 1];
    let mut at = 0;
    while at < types.len() {
        links.of(types[at].ty);
        at += 1;
        from[at] = links.len;
    }
    if !links.fits {
        return None;
    }
    if links.len == 0 {
        return Some(cyclic);
    }
    // The order in which each was met, from 1; and the first of those met that it leads to.
    let (mut met, mut lowest) = ([0; MOST], [0; MOST]);
    // The types around the one that is looked at; and those whose component is not known yet.
    let (mut around, mut level) = ([0; MOST], 0);
    let (mut waiting, mut waits, mut count) = ([0; MOST], [false; MOST], 0);
    let mut next = from;
    let (mut order, mut root) = (0, 0);
    while root < types.len() {
        if met[root] == 0 {
            around[level] = root;
            level += 1;
        }
        root += 1;
        while level > 0 {
            let node = around[level - 1];
            if met[node] == 0 {
                order += 1;
                (met[node], lowest[node]) = (order, order);
                (waiting[count], waits[node]) = (node, true);
                count += 1;
            }
            if next[node] < from[node + 1] {
                let to = links.list[next[node]] as usize;
                next[node] += 1;
                cyclic[node] = cyclic[node] || to == node;
                if met[to] == 0 {
                    around[level] = to;
                    level += 1;
                } else if waits[to] && met[to] < lowest[node] {
                    lowest[node] = met[to];
                }
                continue;
            }
            level -= 1;
            if level > 0 && lowest[node] < lowest[around[level - 1]] {
                lowest[around[level - 1]] = lowest[node];
            }
            if lowest[node] == met[node] {
                // With all that were met since, it is a component.
                let alone = waiting[count - 1] == node;
                loop {
                    count -= 1;
                    let member = waiting[count];
                    waits[member] = false;
                    cyclic[member] = cyclic[member] || !alone;
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    Some(cyclic)
}

struct Links {
    graph: Graph,
    list: [u16; LINKS],
    len: usize,
    fits: bool,
}

impl Links {
    const fn of(&mut self, ty: &Type) {
        let mut ty = ty;
        loop {
            ty = match ty {
                Type::Optional(inner)
                | Type::Newtype(inner)
                | Type::List(inner)
                | Type::Set(inner)
                | Type::Array(inner, _) => inner,
                _ => break,
            }
        }
        match ty {
            Type::Link(id) => {
                if let Some(index) = self.graph.index_of(*id) {
                    if self.len == LINKS {
                        self.fits = false;
                        return;
                    }
                    self.list[self.len] = small(index);
                    self.len += 1;
                }
            }
            Type::Map(one, other) | Type::Apart { writes: one, reads: other } => {
                self.of(one);
                self.of(other);
            }
            Type::Tuple(parts) => self.parts(parts),
            Type::Struct(it) => self.fields(it.fields),
            Type::Enum(it) => {
                let mut at = 0;
                while at < it.variants.len() {
                    match it.variants[at].payload {
                        Payload::Unit => {}
                        Payload::Newtype(ty) => self.of(ty),
                        Payload::Tuple(parts) => self.parts(parts),
                        Payload::Struct(fields) => self.fields(fields),
                    }
                    at += 1;
                }
            }
            _ => {}
        }
    }

    const fn parts(&mut self, parts: &[&Type]) {
        let mut at = 0;
        while at < parts.len() {
            self.of(parts[at]);
            at += 1;
        }
    }

    const fn fields(&mut self, fields: &[Field]) {
        let mut at = 0;
        while at < fields.len() {
            self.of(fields[at].ty);
            at += 1;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "below the most types, 1024")]
const fn small(index: usize) -> u16 {
    index as u16
}
