// Runs a libFuzzer target without libFuzzer, so that every build of the tests exercises it: first
// each seed of a folder, then a fixed number of random mutations of the seeds. The same seeds give
// the same inputs. `./dev fuzz` does the real fuzzing. A crash prints the input that caused it,
// hex-coded.

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kMutations = 20000;
constexpr std::size_t kMaxSize = 4096;

using Input = std::vector<std::uint8_t>;

const Input* current_input = nullptr;  // what the signal handler prints

void print_input_and_die(int signal) {
  std::fprintf(stderr, "fuzz: signal %d on the input (hex) ", signal);
  for (const std::uint8_t byte : *current_input) std::fprintf(stderr, "%02x", byte);
  std::fprintf(stderr, "\n");
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void run(const Input& input) {
  current_input = &input;
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

std::vector<Input> read_seeds(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Input> seeds;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return seeds;
}

// Not std::uniform_int_distribution, whose numbers differ between standard libraries.
std::size_t below(std::mt19937_64& random, std::size_t bound) {
  return static_cast<std::size_t>(random() % bound);
}

// Overwrites, removes, repeats, or takes from another seed, one place at a time.
Input mutate(Input input, const std::vector<Input>& seeds, std::mt19937_64& random) {
  const std::size_t changes = 1 + below(random, 4);
  for (std::size_t change = 0; change < changes; ++change) {
    const std::size_t at = below(random, input.size() + 1);
    const auto place = input.begin() + static_cast<std::ptrdiff_t>(at);
    const std::size_t length = std::min(input.size() - at, 1 + below(random, 16));
    const auto end = place + static_cast<std::ptrdiff_t>(length);
    switch (below(random, 4)) {
      case 0:
        for (auto byte = place; byte != end; ++byte) *byte = static_cast<std::uint8_t>(random());
        break;
      case 1:
        input.erase(place, end);
        break;
      case 2: {
        const Input piece(place, end);
        input.insert(place, piece.begin(), piece.end());
        break;
      }
      default: {
        const Input& other = seeds[below(random, seeds.size())];
        const std::size_t from = below(random, other.size() + 1);
        const std::size_t count = std::min(other.size() - from, 1 + below(random, 64));
        const auto first = other.begin() + static_cast<std::ptrdiff_t>(from);
        input.insert(place, first, first + static_cast<std::ptrdiff_t>(count));
      }
    }
  }
  if (input.size() > kMaxSize) input.resize(kMaxSize);
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s SEED_FOLDER\n", argv[0]);
    return 2;
  }
  if (!std::filesystem::is_directory(argv[1])) {
    std::fprintf(stderr, "fuzz: no such folder: %s\n", argv[1]);
    return 2;
  }
  const std::vector<Input> seeds = read_seeds(argv[1]);
  if (seeds.empty()) {
    std::fprintf(stderr, "fuzz: no seeds in %s\n", argv[1]);
    return 2;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL})
    std::signal(signal, print_input_and_die);

  for (const Input& seed : seeds) run(seed);
  std::mt19937_64 random(1);
  for (int count = 0; count < kMutations; ++count) {
    run(mutate(seeds[below(random, seeds.size())], seeds, random));
  }
  std::printf("%zu seeds and %d mutations run\n", seeds.size(), kMutations);
  return 0;
}
