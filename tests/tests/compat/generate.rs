//! Schemas and documents out of a seed, from small domains so that they meet.

use serde_json::{Map, Value, json};

/// A generator of numbers (xorshift), the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.roll(items.len())]
    }
}

const NAMES: [&str; 4] = ["a", "b", "c", "kind"];
const PATTERNS: [&str; 6] = ["^a", "b$", "^[a-c]+$", "^.{2}$", "[0-9]", "^(a|kind)$"];
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// A document.
pub(crate) fn document(dice: &mut Dice, depth: usize) -> Value {
    match dice.roll(if depth == 0 { 8 } else { 13 }) {
        0 => Value::Null,
        1 => json!(dice.chance(50)),
        2 | 3 => json!(i64::try_from(dice.roll(9)).unwrap() - 3),
        4 => json!(*dice.pick(&[0.5, 1.0, 2.0, 1.5, -0.5, 2.5])),
        5..=7 => json!(*dice.pick(&["", "a", "b", "ab", "abc", "c1", "kind", "x", "aaaa"])),
        8 | 9 => {
            let length = dice.roll(4);
            Value::Array((0..length).map(|_| document(dice, depth - 1)).collect())
        }
        _ => {
            let mut members = Map::new();
            for _ in 0..dice.roll(4) {
                let name = *dice.pick(&["a", "b", "c", "kind", "x", "ab", "c1", ""]);
                members.insert(name.to_owned(), document(dice, depth - 1));
            }
            Value::Object(members)
        }
    }
}

/// A whole schema, sometimes recursive.
pub(crate) fn schema(dice: &mut Dice) -> Value {
    let mut root = part(dice, 3, false);
    if dice.chance(25) {
        root = part(dice, 3, true);
        if let Value::Object(members) = &mut root {
            let definitions = json!({ "x": part(dice, 2, true), "y": part(dice, 2, false) });
            members.insert("$defs".to_owned(), definitions);
        }
    }
    root
}

fn part(dice: &mut Dice, depth: usize, refers: bool) -> Value {
    if depth == 0 || dice.chance(6) {
        return leaf(dice);
    }
    let mut rules = Rules { members: Map::new(), below: depth - 1, refers };
    match dice.roll(16) {
        0..=6 => rules.object(dice),
        7..=9 => rules.array(dice),
        10 | 11 => {
            let length = 2 + dice.roll(2);
            let options: Vec<Value> = (0..length).map(|_| part(dice, depth - 1, refers)).collect();
            let keyword = *dice.pick(&["anyOf", "oneOf", "anyOf", "allOf"]);
            rules.add(keyword, json!(options));
        }
        12 => return tagged(dice, depth - 1, refers),
        13 => rules.add("not", part(dice, depth - 1, refers)),
        14 => {
            rules.add("if", part(dice, depth - 1, false));
            for keyword in ["then", "else"] {
                if dice.chance(70) {
                    rules.add(keyword, part(dice, depth - 1, refers));
                }
            }
        }
        _ => return leaf(dice),
    }
    Value::Object(rules.members)
}

/// The keywords of one schema.
struct Rules {
    members: Map<String, Value>,
    below: usize,
    refers: bool,
}

impl Rules {
    fn add(&mut self, keyword: &str, value: Value) {
        self.members.insert(keyword.to_owned(), value);
    }

    /// A schema of a part of the value. Only here are references, so that no schema is itself.
    fn inner(&self, dice: &mut Dice) -> Value {
        if self.refers && dice.chance(25) {
            return json!({ "$ref": *dice.pick(&["#", "#/$defs/x", "#/$defs/y"]) });
        }
        part(dice, self.below, self.refers)
    }

    fn object(&mut self, dice: &mut Dice) {
        if dice.chance(85) {
            self.add("type", json!("object"));
        }
        let mut properties = Map::new();
        for _ in 0..dice.roll(4) {
            properties.insert((*dice.pick(&NAMES)).to_owned(), self.inner(dice));
        }
        let names: Vec<String> = properties.keys().cloned().collect();
        self.add("properties", Value::Object(properties));
        if dice.chance(60) {
            let mut required: Vec<String> = names.into_iter().filter(|_| dice.chance(60)).collect();
            if dice.chance(10) {
                required.push((*dice.pick(&NAMES)).to_owned());
                required.sort();
                required.dedup();
            }
            self.add("required", json!(required));
        }
        if dice.chance(40) {
            let rest = if dice.chance(60) { json!(false) } else { self.inner(dice) };
            self.add("additionalProperties", rest);
        } else if dice.chance(6) {
            let branches: Vec<Value> = (0..2).map(|_| part(dice, self.below, false)).collect();
            let keyword = *dice.pick(&["anyOf", "allOf", "oneOf"]);
            self.add(keyword, json!(branches));
            self.add("unevaluatedProperties", json!(false));
        }
        if dice.chance(12) {
            let value = self.inner(dice);
            self.add("patternProperties", json!({ *dice.pick(&PATTERNS): value }));
        }
        if dice.chance(8) {
            self.add("propertyNames", text(dice));
        }
        if dice.chance(8) {
            self.add("minProperties", json!(dice.roll(3)));
        }
        if dice.chance(8) {
            self.add("maxProperties", json!(dice.roll(4)));
        }
        if dice.chance(6) {
            let names = json!({ *dice.pick(&NAMES): [*dice.pick(&NAMES)] });
            self.add("dependentRequired", names);
        }
        if dice.chance(4) {
            let value = part(dice, self.below, false);
            self.add("dependentSchemas", json!({ *dice.pick(&NAMES): value }));
        }
    }

    fn array(&mut self, dice: &mut Dice) {
        if dice.chance(85) {
            self.add("type", json!("array"));
        }
        if dice.chance(75) {
            let items = if dice.chance(10) { json!(false) } else { self.inner(dice) };
            self.add("items", items);
        }
        if dice.chance(30) {
            let length = 1 + dice.roll(2);
            let prefix: Vec<Value> = (0..length).map(|_| self.inner(dice)).collect();
            self.add("prefixItems", json!(prefix));
        }
        if dice.chance(25) {
            self.add("minItems", json!(dice.roll(3)));
        }
        if dice.chance(25) {
            self.add("maxItems", json!(dice.roll(4)));
        }
        if dice.chance(12) {
            self.add("uniqueItems", json!(true));
        }
        if dice.chance(12) {
            let item = self.inner(dice);
            self.add("contains", item);
            if dice.chance(30) {
                self.add("minContains", json!(dice.roll(3)));
            }
            if dice.chance(30) {
                self.add("maxContains", json!(1 + dice.roll(2)));
            }
        }
    }
}

/// An enum as serde tags it.
fn tagged(dice: &mut Dice, depth: usize, refers: bool) -> Value {
    let variants = 1 + dice.roll(4);
    let variants: Vec<Value> = (0..variants)
        .map(|at| {
            let mut value = part(dice, depth, false);
            if refers && dice.chance(40) {
                value = json!({ "$ref": "#" });
            }
            json!({
                "type": "object",
                "properties": { "kind": { "const": NAMES[at] }, "a": value },
                "required": ["kind"],
            })
        })
        .collect();
    json!({ "oneOf": variants })
}

fn text(dice: &mut Dice) -> Value {
    let mut members = Map::new();
    members.insert("type".to_owned(), json!("string"));
    if dice.chance(30) {
        members.insert("minLength".to_owned(), json!(dice.roll(4)));
    }
    if dice.chance(30) {
        members.insert("maxLength".to_owned(), json!(dice.roll(5)));
    }
    if dice.chance(40) {
        members.insert("pattern".to_owned(), json!(*dice.pick(&PATTERNS)));
    }
    Value::Object(members)
}

fn leaf(dice: &mut Dice) -> Value {
    let small = |dice: &mut Dice| i64::try_from(dice.roll(7)).unwrap() - 2;
    match dice.roll(12) {
        0 => json!(dice.chance(75)),
        1 => json!({ "type": *dice.pick(&TYPES) }),
        2 => json!({ "type": [*dice.pick(&TYPES[..3]), *dice.pick(&TYPES[3..])] }),
        3 => {
            let length = 1 + dice.roll(3);
            let mut values: Vec<Value> = Vec::new();
            for _ in 0..length {
                let value = document(dice, 1);
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            json!({ "enum": values })
        }
        4 => json!({ "const": document(dice, 1) }),
        5 | 6 => text(dice),
        7..=9 => {
            let mut members = Map::new();
            if dice.chance(85) {
                let kind = *dice.pick(&["integer", "number"]);
                members.insert("type".to_owned(), json!(kind));
            }
            for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
                if dice.chance(25) {
                    members.insert(keyword.to_owned(), json!(small(dice)));
                }
            }
            if dice.chance(15) {
                let step = dice.pick(&[json!(1), json!(2), json!(3), json!(0.5)]).clone();
                members.insert("multipleOf".to_owned(), step);
            }
            Value::Object(members)
        }
        10 => json!({}),
        _ if dice.chance(25) => {
            let format = *dice.pick(&["ipv4", "date", "uuid"]);
            json!({ "type": "string", "format": format })
        }
        _ => json!({ "type": "string" }),
    }
}

/// The schema or another one.
pub(crate) fn wider(dice: &mut Dice, schema: &Value) -> Value {
    let mut schema = schema.clone();
    let definitions = schema.as_object_mut().and_then(|members| members.remove("$defs"));
    let mut wider = json!({ "anyOf": [part(dice, 2, false), schema] });
    if let Some(definitions) = definitions {
        wider["$defs"] = definitions;
    }
    wider
}

/// The schema with one to three things changed.
pub(crate) fn edited(dice: &mut Dice, schema: &Value) -> Value {
    let mut edited = schema.clone();
    for _ in 0..=dice.roll(3) {
        edit(dice, &mut edited, 0);
    }
    edited
}

fn edit(dice: &mut Dice, schema: &mut Value, depth: usize) {
    let Value::Object(members) = schema else {
        *schema = leaf(dice);
        return;
    };
    // Usually somewhere further inside.
    let inside: Vec<&mut Value> = members
        .iter_mut()
        .filter(|(name, _)| {
            ["properties", "$defs", "patternProperties", "items", "additionalProperties", "not"]
                .contains(&name.as_str())
                || ["anyOf", "oneOf", "allOf", "prefixItems", "contains"].contains(&name.as_str())
        })
        .flat_map(|(name, value)| match (name.as_str(), value) {
            ("properties" | "$defs" | "patternProperties", Value::Object(map)) => {
                map.values_mut().collect::<Vec<_>>()
            }
            (_, Value::Array(list)) => list.iter_mut().collect(),
            (_, value) => vec![value],
        })
        .collect();
    if depth < 4 && !inside.is_empty() && dice.chance(65) {
        let at = dice.roll(inside.len());
        let inner = inside.into_iter().nth(at).unwrap();
        return edit(dice, inner, depth + 1);
    }
    let keywords: Vec<String> = members.keys().filter(|name| *name != "$defs").cloned().collect();
    match dice.roll(8) {
        0 | 1 if !keywords.is_empty() => {
            members.remove(dice.pick(&keywords));
        }
        2 => {
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.insert((*dice.pick(&NAMES)).to_owned(), leaf(dice));
            }
        }
        3 => {
            if let Some(Value::Array(required)) = members.get_mut("required") {
                if required.is_empty() {
                    required.push(json!(*dice.pick(&NAMES)));
                } else {
                    required.remove(dice.roll(required.len()));
                }
            }
        }
        4 => {
            members.insert("additionalProperties".to_owned(), json!(dice.chance(50)));
        }
        5 => {
            for keyword in ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"]
            {
                if let Some(value) = members.get_mut(keyword) {
                    *value = json!(dice.roll(4));
                }
            }
        }
        6 => {
            if let Some(list) =
                ["anyOf", "oneOf"].into_iter().find(|name| members.contains_key(*name))
                && let Some(Value::Array(options)) = members.get_mut(list)
            {
                if options.len() > 1 && dice.chance(50) {
                    options.remove(dice.roll(options.len()));
                } else {
                    options.push(leaf(dice));
                }
            }
        }
        _ if depth > 0 => *schema = part(dice, 1, false),
        _ => {
            members.insert("type".to_owned(), json!(*dice.pick(&TYPES)));
        }
    }
}
