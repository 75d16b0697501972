//! Random streams: the seed of draw `k` derives from the master seed, the purpose and `k`, so that
//! draws do not depend on the order or the number of threads in which they are made.

pub use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

/// The generator for draw `index` of `purpose` under a master seed.
///
/// Different purposes and indices give unrelated streams; equal arguments give equal streams on every platform.
pub fn stream(master: u64, purpose: &str, index: u64) -> ChaCha12Rng {
    let mut state = master ^ fnv1a(purpose).rotate_left(17) ^ index.wrapping_mul(0xA076_1D64_78BD_642F);
    let mut seed = [0_u8; 32];
    for chunk in seed.chunks_exact_mut(8) {
        chunk.copy_from_slice(&splitmix(&mut state).to_le_bytes());
    }
    ChaCha12Rng::from_seed(seed)
}

/// A uniform number in (0, 1): never an end, so that logarithms of it are finite.
pub fn open_unit(generator: &mut ChaCha12Rng) -> f64 {
    use rand_chacha::rand_core::Rng;
    // 52 bits and a half step: the middle of one of 2^52 equal cells.
    ((generator.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

/// Fills a list with random words, for loops too hot to ask for one at a time.
pub fn fill(generator: &mut ChaCha12Rng, words: &mut [u64]) {
    use rand_chacha::rand_core::Rng;
    for word in words.iter_mut() {
        *word = generator.next_u64();
    }
}

/// FNV-1a, 64 bits: names of purposes are short and few.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// SplitMix64 (Steele, Lea and Flood 2014), used to spread a seed over the generator's key.
fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ_by_seed_purpose_and_index() {
        let first = |m, p, k| open_unit(&mut stream(m, p, k));
        assert_eq!(first(1, "draws", 0).to_bits(), first(1, "draws", 0).to_bits());
        let others = [first(2, "draws", 0), first(1, "starts", 0), first(1, "draws", 1)];
        assert!(others.iter().all(|other| (other - first(1, "draws", 0)).abs() > 1e-12));
    }
}
