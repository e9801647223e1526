#include "synthesis/sample/split.h"

#include <array>

#include "dsl/core/digest.h"
#include "dsl/core/evaluate.h"
#include "synthesis/api/choices.h"

namespace gestalt::synthesis {

namespace {

constexpr std::array<std::string_view, 3> kNames{"train", "program", "composition"};
constexpr std::uint64_t kOneProgramIn = 20;
constexpr std::uint64_t kOneCompositionIn = 50;

bool is_held_out(const dsl::Registry& registry, Slot slot, dsl::PrimitiveId head) {
  const std::array<dsl::Digest, 3> parts{dsl::digest_text(registry[slot.parent].name),
                                         dsl::Digest{slot.argument, 0},
                                         dsl::digest_text(registry[head].name)};
  return dsl::digest_sequence(parts).low % kOneCompositionIn == 0;
}

}  // namespace

std::string_view to_string(Split split) { return kNames[static_cast<std::size_t>(split)]; }

std::optional<Split> parse_split(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Split>(i);
  }
  return std::nullopt;
}

Split split_of(const dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs,
               const dsl::Registry& registry) {
  bool composition = false;
  for_each_choice(pool, program, inputs, [&](const Choice& choice) {
    const bool pair =
        choice.kind == Choice::Kind::kPrimitive && choice.slot.parent < registry.size();
    composition = composition || (pair && is_held_out(registry, choice.slot, choice.primitive));
  });
  if (composition) return Split::kComposition;
  const dsl::Digest digest = dsl::compile(pool, program, inputs, registry).digest;
  return digest.low % kOneProgramIn == 0 ? Split::kProgram : Split::kTrain;
}

}  // namespace gestalt::synthesis
