// Which programs a network may be trained on, and which are held out to validate it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dsl/core/registry.h"
#include "dsl/core/term.h"

namespace gestalt::synthesis {

/// The part of all programs that one belongs to, by digests of names alone: the same on every
/// machine and for every seed.
enum class Split : std::uint8_t {
  kTrain,
  kProgram,      ///< one program in 20, none of whose compositions is held out
  kComposition,  ///< has some primitive as an argument where no program of the others has it: one
                 ///< (primitive, argument, primitive) in 50
};

/// "train", "program", "composition".
[[nodiscard]] std::string_view to_string(Split split);
[[nodiscard]] std::optional<Split> parse_split(std::string_view name);

[[nodiscard]] Split split_of(const dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs,
                             const dsl::Registry& registry);

}  // namespace gestalt::synthesis
