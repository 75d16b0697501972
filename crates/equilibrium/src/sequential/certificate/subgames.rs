//! Where the subgames of a tree begin.

use super::super::parts::Turn;
use super::super::tree::Tree;
use super::is_end;

/// Whether each node is the root of a subgame: it is known to be reached, and no information set reaches out of its
/// subtree. Ends of plays are not counted.
pub fn subgame_roots(tree: &Tree) -> Vec<bool> {
    let count = tree.node_count();
    // The first and last node of the sets met in each subtree.
    let mut span: Vec<(usize, usize)> = (0..count).map(|node| (node, node)).collect();
    let mut is_root = vec![false; count];
    for node in (0..count).rev() {
        let mut alone = true;
        if let Some(Turn::Move(set)) = tree.turn(node) {
            let nodes = tree.information_sets()[set].nodes();
            alone = nodes.len() == 1;
            if let (Some(&first), Some(&last)) = (nodes.first(), nodes.last()) {
                span[node] = (span[node].0.min(first), span[node].1.max(last));
            }
        }
        is_root[node] = alone && !is_end(tree, node) && span[node].0 >= node && span[node].1 < tree.nodes[node].end;
        if let Some((parent, _)) = tree.parent(node) {
            span[parent] = (span[parent].0.min(span[node].0), span[parent].1.max(span[node].1));
        }
    }
    is_root
}

/// The nodes of a subgame in order, without what lies below the roots of subgames within it.
pub(super) fn region(tree: &Tree, is_root: &[bool], root: usize) -> Vec<usize> {
    let mut region = vec![root];
    let mut node = root + 1;
    while node < tree.nodes[root].end {
        region.push(node);
        node = if is_root[node] { tree.nodes[node].end } else { node + 1 };
    }
    region
}
