//! Labels of figures: none collides, none leaves the sheet, none lies on a line.

use moloch_report::{Drawing, LabelKind, draw, render};

use crate::sample;

/// Panics with the two texts if labels overlap or leave the sheet, or a threshold's name lies on a line.
pub(crate) fn check(drawing: &Drawing) {
    for (i, a) in drawing.labels.iter().enumerate() {
        let inside = a.x >= -1e-9
            && a.y >= -1e-9
            && a.x + a.width <= drawing.width + 1e-9
            && a.y + a.height <= drawing.height + 1e-9;
        assert!(inside, "{a:?} leaves the sheet of {} by {}", drawing.width, drawing.height);
        for b in &drawing.labels[i + 1..] {
            assert!(!a.overlaps(b), "{a:?} overlaps {b:?}");
        }
    }
    for label in drawing.labels.iter().filter(|l| l.kind == LabelKind::Threshold) {
        for line in &drawing.lines {
            for &(x, y) in line {
                let covered = x > label.x && x < label.x + label.width && y > label.y && y < label.y + label.height;
                assert!(!covered, "{label:?} covers the line at {x}, {y}");
            }
        }
    }
}

#[test]
fn labels_of_the_sample_do_not_collide() {
    let document = sample::document();
    for figure in document.figures() {
        for width in [320.0, 360.0, 480.0, 760.0, 1100.0] {
            check(&draw(figure, width));
        }
    }
}

#[test]
fn drawing_twice_gives_the_same_bytes() {
    let (a, b) = (sample::document(), sample::document());
    assert_eq!(render::html(&a), render::html(&b));
}
