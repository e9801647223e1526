// One question to Z3: a truth in a graph of scalars, as bit vectors.
//
// Every integer gets as many bits as its range needs, so nothing can overflow and Z3 decides all of
// it by bit blasting. No Z3 type leaves the session.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsl/core/scalar_graph.h"

namespace gestalt::synthesis {

enum class Z3Strategy : std::uint8_t {
  kBitBlast,  ///< simplify, bit-blast, SAT
  kSmt,       ///< Z3's solver for QF_BV
};

struct Z3Limits {
  std::uint64_t resources = 20'000'000;                      ///< Z3's rlimit for one check
  std::size_t memory = std::size_t{2} * 1024 * 1024 * 1024;  ///< bytes, of the whole process's Z3
};

/// What a check gave. `reason` says why nothing is known.
struct Z3Check {
  enum class Answer : std::uint8_t { kSatisfiable, kUnsatisfiable, kUnknown };
  Answer answer = Answer::kUnknown;
  std::string reason = {};
};

/// Threads: one at a time; one context each. Never throws.
class Z3Session {
 public:
  /// The graph must outlive it and may grow.
  Z3Session(const dsl::ScalarGraph& graph, const Z3Limits& limits,
            Z3Strategy strategy = Z3Strategy::kBitBlast);
  Z3Session(const Z3Session&) = delete;
  Z3Session& operator=(const Z3Session&) = delete;
  ~Z3Session();

  /// Whether the truth can hold together with all that was required before; it is required from
  /// now on.
  [[nodiscard]] Z3Check require(dsl::SmtScalar truth);
  /// What all checks so far took, in the units of Z3Limits::resources.
  [[nodiscard]] std::uint64_t resources() const;
  /// The truth as an SMT-LIB script that asks whether it can hold, for any solver; it says so where
  /// it is known that it cannot. For a session that has been asked nothing; empty out of memory.
  [[nodiscard]] std::string script(dsl::SmtScalar truth, bool unsatisfiable);
  /// The unknowns' values, in the order of their making, after a satisfiable check. Those that do
  /// not matter have the least value of their range.
  [[nodiscard]] const std::vector<std::int64_t>& model() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gestalt::synthesis
