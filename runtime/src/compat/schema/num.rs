//! Numbers, compared exactly.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// A number of a schema or a document. Integers up to 2^100 are integers however they are written.
#[derive(Debug, Clone, Copy)]
pub(in crate::compat) enum Num {
    Integer(i128),
    /// Never an integer below 2^100, never NaN.
    Float(f64),
}

const LARGE: f64 = 1_267_650_600_228_229_401_496_703_205_376.0; // 2^100

impl Num {
    pub(in crate::compat) fn of(number: &Number) -> Option<Self> {
        if let Some(integer) = number.as_i64() {
            return Some(Self::Integer(integer.into()));
        }
        if let Some(integer) = number.as_u64() {
            return Some(Self::Integer(integer.into()));
        }
        Self::of_float(number.as_f64()?)
    }

    #[expect(clippy::cast_possible_truncation, reason = "below 2^100")]
    pub(in crate::compat) fn of_float(float: f64) -> Option<Self> {
        if float.is_nan() || float.is_infinite() {
            return None;
        }
        if float.fract() == 0.0 && float.abs() < LARGE {
            return Some(Self::Integer(float as i128));
        }
        Some(Self::Float(float))
    }

    /// The number as a document has it: written as an integer, or with a fraction.
    #[expect(clippy::cast_precision_loss, reason = "undone and compared")]
    pub(in crate::compat) fn written(self, as_integer: bool) -> Option<Value> {
        match self {
            Self::Integer(integer) if as_integer => {
                let small = i64::try_from(integer).ok().map(Value::from);
                small.or_else(|| u64::try_from(integer).ok().map(Value::from))
            }
            Self::Integer(integer) => {
                let float = integer as f64;
                let back = Self::of_float(float)?;
                (back == self).then(|| Number::from_f64(float).map(Value::Number)).flatten()
            }
            Self::Float(float) => Number::from_f64(float).map(Value::Number),
        }
    }

    pub(in crate::compat) fn is_integer(self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Float(float) => float.abs() >= LARGE,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub(in crate::compat) fn estimate(self) -> f64 {
        match self {
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }
}

impl PartialEq for Num {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Num {}

impl std::hash::Hash for Num {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Integer(integer) => integer.hash(state),
            Self::Float(float) => float.to_bits().hash(state),
        }
    }
}

impl PartialOrd for Num {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Num {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => left.cmp(right),
            (Self::Float(left), Self::Float(right)) => left.total_cmp(right),
            (Self::Integer(left), Self::Float(right)) => against_float(*left, *right),
            (Self::Float(left), Self::Integer(right)) => against_float(*right, *left).reverse(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "below 2^100")]
fn against_float(integer: i128, float: f64) -> Ordering {
    if float.abs() >= LARGE {
        // Integers are below 2^100 or come from a schema's own integers, which are smaller still.
        return if float > 0.0 { Ordering::Less } else { Ordering::Greater };
    }
    if integer <= float.floor() as i128 { Ordering::Less } else { Ordering::Greater }
}

/// A fraction in lowest terms, for `multipleOf`. The numbers are taken as they are written: `0.1` is one tenth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::compat) struct Ratio {
    above: i128,
    below: i128,
}

impl Ratio {
    /// The number as a fraction, if it is of ordinary size.
    pub(in crate::compat) fn of(num: Num) -> Option<Self> {
        match num {
            Num::Integer(integer) => Some(Self { above: integer, below: 1 }),
            Num::Float(float) => {
                // The shortest text that reads as the same float: what the author wrote.
                let text = format!("{float}");
                let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
                let below = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
                let above = format!("{whole}{fraction}").parse().ok()?;
                Some(Self { above, below }.lowest())
            }
        }
    }

    /// The fraction, if it is an integer.
    pub(in crate::compat) fn whole(self) -> Option<i128> {
        (self.below == 1).then_some(self.above)
    }

    fn lowest(self) -> Self {
        let divisor = common(self.above, self.below);
        Self { above: self.above / divisor, below: self.below / divisor }
    }

    /// Whether `self` is a multiple of `step`; `None` where the numbers are too large to tell.
    pub(in crate::compat) fn is_multiple_of(self, step: Self) -> Option<bool> {
        let above = self.above.checked_mul(step.below)?;
        let below = self.below.checked_mul(step.above)?;
        Some(below != 0 && above % below == 0)
    }

    /// The smallest number that is a multiple of both.
    pub(in crate::compat) fn least_common(self, other: Self) -> Option<Self> {
        let left = self.above.checked_mul(other.below)?.checked_abs()?;
        let right = other.above.checked_mul(self.below)?.checked_abs()?;
        let multiple = (left / common(left, right)).checked_mul(right)?;
        Some(Self { above: multiple, below: self.below.checked_mul(other.below)? }.lowest())
    }

    /// `self` times `factor`, as a number.
    #[expect(clippy::cast_precision_loss, reason = "the caller looks at what came out")]
    pub(in crate::compat) fn times(self, factor: i128) -> Option<Num> {
        let above = self.above.checked_mul(factor)?;
        if above % self.below == 0 {
            return Some(Num::Integer(above / self.below));
        }
        Num::of_float(above as f64 / self.below as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub(in crate::compat) fn estimate(self) -> f64 {
        self.above as f64 / self.below as f64
    }
}

fn common(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.unsigned_abs(), right.unsigned_abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    i128::try_from(left).unwrap_or(1).max(1)
}

/// Whether two documents are equal as JSON Schema has it: `1` and `1.0` are.
pub(in crate::compat) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || Num::of(left).zip(Num::of(right)).is_some_and(|(l, r)| l == r)
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| equal(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, l)| right.get(name).is_some_and(|r| equal(l, r)))
        }
        _ => left == right,
    }
}

#[cfg(test)]
mod tests {
    use super::{Num, Ratio};

    #[test]
    fn integers_and_floats_are_compared_exactly() {
        let big = Num::Integer(9_007_199_254_740_993); // 2^53 + 1 has no float
        let float = Num::of_float(9_007_199_254_740_992.0).unwrap();
        assert!(float < big);
        assert!(Num::of_float(0.5).unwrap() < Num::Integer(1));
        assert!(Num::of_float(-0.5).unwrap() > Num::Integer(-1));
        assert!(Num::of_float(1e300).unwrap() > Num::Integer(i128::MAX));
        assert_eq!(Num::of_float(-0.0).unwrap(), Num::Integer(0));
    }

    #[test]
    fn a_tenth_is_a_tenth() {
        let ratio = |float| Ratio::of(Num::of_float(float).unwrap()).unwrap();
        assert_eq!(ratio(0.3).is_multiple_of(ratio(0.1)), Some(true));
        assert_eq!(ratio(0.25).is_multiple_of(ratio(0.1)), Some(false));
        assert_eq!(ratio(0.4).least_common(ratio(0.6)), Some(ratio(1.2)));
    }
}
