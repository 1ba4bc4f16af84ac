//! Where in a record something is.

use crate::shape::bytes::Short;

/// The most segments that are shown.
const LONGEST: usize = 64;

/// The way from the record to a part of it. Lives on the stack of the walk.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    around: Option<&'a Path<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Segment<'a> {
    Record,
    /// The way so far, where the walk went on later; and the variant, if it led to one.
    Begun(&'a Short<192>, Option<&'static str>),
    Member(&'static str),
    Item,
    Value,
    Key,
    At(usize),
    Variant(&'static str),
}

impl<'a> Path<'a> {
    pub(crate) const RECORD: Self = Self { around: None, segment: Segment::Record };

    /// A way that was begun earlier.
    pub(crate) const fn begun(way: &'a Short<192>, variant: Option<&'static str>) -> Self {
        Self { around: None, segment: Segment::Begun(way, variant) }
    }

    pub(crate) const fn to(&'a self, segment: Segment<'a>) -> Self {
        Self { around: Some(self), segment }
    }

    /// The variant that it leads to.
    pub(crate) const fn variant(&self) -> Option<&'static str> {
        match self.segment {
            Segment::Variant(name) => Some(name),
            Segment::Begun(_, variant) => variant,
            _ => None,
        }
    }

    pub(crate) const fn text(&self) -> Short<192> {
        // From the inside out, and then the other way round; a loop, since constants may not call deep.
        let mut ways = [self; LONGEST];
        let (mut count, mut path) = (1, self);
        while let Some(around) = path.around {
            if count == LONGEST {
                break;
            }
            ways[count] = around;
            (count, path) = (count + 1, around);
        }
        let mut text = Short::new();
        while count > 0 {
            count -= 1;
            ways[count].write(&mut text);
        }
        text
    }

    const fn write(&self, out: &mut Short<192>) {
        match self.segment {
            Segment::Record => {}
            Segment::Begun(way, _) => out.push(way.text()),
            Segment::Member(name) => {
                out.push(".");
                out.push(name);
            }
            Segment::Item => out.push("[]"),
            Segment::Value => out.push("{}"),
            Segment::Key => out.push("{key}"),
            Segment::At(index) => {
                out.push(".");
                out.push_number(index as u64);
            }
            Segment::Variant(name) => {
                out.push("(");
                out.push(name);
                out.push(")");
            }
        }
    }
}
