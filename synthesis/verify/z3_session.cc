#include "synthesis/verify/z3_session.h"

#include <fmt/format.h>
#include <z3++.h>

#include <algorithm>
#include <optional>

namespace gestalt::synthesis {

namespace {

using Operation = dsl::ScalarGraph::Operation;
using Node = dsl::ScalarGraph::Node;

/// Bits of a signed number that holds both.
unsigned bits_of(const dsl::SmtRange& range) {
  unsigned bits = 1;
  while (bits < 64 && (range.low < -(std::int64_t{1} << (bits - 1)) ||
                       range.high >= (std::int64_t{1} << (bits - 1)))) {
    ++bits;
  }
  return bits;
}

z3::solver make_solver(z3::context& context, Z3Strategy strategy) {
  if (strategy == Z3Strategy::kSmt) return {context, "QF_BV"};
  const auto tactic = [&](const char* name) { return z3::tactic(context, name); };
  return (tactic("simplify") & tactic("propagate-values") & tactic("solve-eqs") &
          tactic("simplify") & tactic("bit-blast") & tactic("simplify") & tactic("sat"))
      .mk_solver();
}

std::string reason_of(const std::string& reason) {
  const auto has = [&](const char* word) { return reason.find(word) != std::string::npos; };
  if (has("resource") || has("cancel")) return "resource limit";
  if (has("memory") || has("memout")) return "memory limit";
  return reason.empty() ? "the solver does not know" : reason;
}

}  // namespace

class Z3Session::Impl {
 public:
  Impl(const dsl::ScalarGraph& graph, const Z3Limits& limits, Z3Strategy strategy)
      : graph_(graph), solver_(make_solver(context_, strategy)) {
    z3::params params(context_);
    params.set("rlimit",
               static_cast<unsigned>(std::min<std::uint64_t>(limits.resources, 0xFFFF'FFFFU)));
    solver_.set(params);
  }

  Z3Check require(dsl::SmtScalar truth) {
    add(truth);
    switch (solver_.check()) {
      case z3::unsat:
        return {Z3Check::Answer::kUnsatisfiable};
      case z3::sat:
        read_model();
        return {Z3Check::Answer::kSatisfiable};
      default:
        return {Z3Check::Answer::kUnknown, reason_of(solver_.reason_unknown())};
    }
  }

  [[nodiscard]] const std::vector<std::int64_t>& model() const { return model_; }

  [[nodiscard]] std::uint64_t resources() const {
    const z3::stats statistics = solver_.statistics();
    for (unsigned k = 0; k < statistics.size(); ++k) {
      if (statistics.key(k) == "rlimit count") return statistics.uint_value(k);
    }
    return 0;
  }

  [[nodiscard]] std::string script(dsl::SmtScalar truth, bool unsatisfiable) {
    add(truth);
    return solver_.to_smt2(unsatisfiable ? "unsat" : "unknown");
  }

 private:
  void add(dsl::SmtScalar truth) {
    solver_.add(translate(truth));
    for (; bounded_ < unknowns_.size(); ++bounded_) {
      const auto& [expression, node] = unknowns_[bounded_];
      solver_.add(z3::sge(expression, number(node.range.low, node)));
      solver_.add(z3::sle(expression, number(node.range.high, node)));
    }
  }

  void read_model() {
    const z3::model model = solver_.get_model();
    model_.clear();
    for (std::uint32_t id = 0; id < graph_.size(); ++id) {
      const Node& node = graph_.node({id});
      if (node.operation == Operation::kUnknown) model_.push_back(node.range.low);
    }
    for (const auto& [expression, node] : unknowns_) {
      const z3::expr value = model.eval(expression, true);
      std::int64_t number = static_cast<std::int64_t>(value.get_numeral_uint64());
      const unsigned bits = value.get_sort().bv_size();
      if (bits < 64 && ((number >> (bits - 1)) & 1) != 0) number -= std::int64_t{1} << bits;
      model_[static_cast<std::size_t>(node.tag)] = number;
    }
  }

  z3::expr number(std::int64_t value, const Node& node) {
    return context_.bv_val(value, bits_of(node.range));
  }
  /// An integer with another number of bits.
  static z3::expr resized(const z3::expr& e, unsigned bits) {
    const unsigned own = e.get_sort().bv_size();
    if (own == bits) return e;
    return own < bits ? z3::sext(e, bits - own) : e.extract(bits - 1, 0);
  }

  /// Operands first, without recursion: graphs are as deep as programs are long.
  z3::expr translate(dsl::SmtScalar root) {
    known_.resize(std::max(known_.size(), graph_.size()));
    std::vector<dsl::SmtScalar> open{root};
    while (!open.empty()) {
      const dsl::SmtScalar id = open.back();
      if (known_[id.id]) {
        open.pop_back();
        continue;
      }
      const std::size_t before = open.size();
      for (const dsl::SmtScalar operand : operands(graph_.node(id))) {
        if (!known_[operand.id]) open.push_back(operand);
      }
      if (open.size() > before) continue;
      known_[id.id] = make(graph_.node(id));
      open.pop_back();
    }
    return *known_[root.id];
  }

  static std::vector<dsl::SmtScalar> operands(const Node& node) {
    switch (node.operation) {
      case Operation::kConstant:
      case Operation::kUnknown:
        return {};
      case Operation::kNot:
      case Operation::kBounded:
        return {node.a};
      case Operation::kChoose:
        return {node.a, node.b, node.c};
      default:
        return {node.a, node.b};
    }
  }

  z3::expr make(const Node& node) {
    const auto get = [&](dsl::SmtScalar operand) { return *known_[operand.id]; };
    const unsigned bits = bits_of(node.range);
    // Comparisons and quotients in the larger number of bits of both.
    const auto wide = [&] {
      return std::max(bits_of(graph_.node(node.a).range), bits_of(graph_.node(node.b).range));
    };
    const auto arithmetic = [&](unsigned width, auto operation) {
      return resized(operation(resized(get(node.a), width), resized(get(node.b), width)), bits);
    };
    switch (node.operation) {
      case Operation::kConstant:
        return node.boolean ? context_.bool_val(node.range.low != 0) : number(node.range.low, node);
      case Operation::kUnknown: {
        const std::string name = fmt::format("u{}", node.tag);
        const z3::expr unknown = context_.bv_const(name.c_str(), bits);
        unknowns_.emplace_back(unknown, node);
        return unknown;
      }
      case Operation::kBounded:
        return resized(get(node.a), bits);
      case Operation::kAdd:
        return arithmetic(bits, [](const z3::expr& a, const z3::expr& b) { return a + b; });
      case Operation::kSubtract:
        return arithmetic(bits, [](const z3::expr& a, const z3::expr& b) { return a - b; });
      case Operation::kMultiply:
        return arithmetic(bits, [](const z3::expr& a, const z3::expr& b) { return a * b; });
      case Operation::kDivide:  // exact: what is divided is a multiple
        return arithmetic(wide() + 1, [](const z3::expr& a, const z3::expr& b) {
          return (a - z3::smod(a, b)) / b;
        });
      case Operation::kModulo:
        return arithmetic(wide() + 1,
                          [](const z3::expr& a, const z3::expr& b) { return z3::smod(a, b); });
      case Operation::kLess:
        return z3::slt(resized(get(node.a), wide()), resized(get(node.b), wide()));
      case Operation::kEqual:
        if (graph_.is_boolean(node.a)) return get(node.a) == get(node.b);
        return resized(get(node.a), wide()) == resized(get(node.b), wide());
      case Operation::kNot:
        return !get(node.a);
      case Operation::kAnd:
        return get(node.a) && get(node.b);
      case Operation::kOr:
        return get(node.a) || get(node.b);
      case Operation::kChoose:
        if (node.boolean) return z3::ite(get(node.a), get(node.b), get(node.c));
        return z3::ite(get(node.a), resized(get(node.b), bits), resized(get(node.c), bits));
    }
    return context_.bool_val(false);
  }

  const dsl::ScalarGraph& graph_;
  z3::context context_;  // declared before what lives in it
  z3::solver solver_;
  std::vector<std::optional<z3::expr>> known_;
  std::vector<std::pair<z3::expr, Node>> unknowns_;
  std::size_t bounded_ = 0;  ///< unknowns whose range has been required
  std::vector<std::int64_t> model_;
};

Z3Session::Z3Session(const dsl::ScalarGraph& graph, const Z3Limits& limits, Z3Strategy strategy) {
  try {
    z3::set_param("memory_max_size", static_cast<int>(limits.memory >> 20));
    impl_ = std::make_unique<Impl>(graph, limits, strategy);
  } catch (const z3::exception&) {
    impl_ = nullptr;  // out of memory: every check says so
  }
}

Z3Session::~Z3Session() = default;

Z3Check Z3Session::require(dsl::SmtScalar truth) {
  if (impl_ == nullptr) return {Z3Check::Answer::kUnknown, "memory limit"};
  try {
    return impl_->require(truth);
  } catch (const z3::exception& error) {
    return {Z3Check::Answer::kUnknown, reason_of(error.msg())};
  }
}

std::uint64_t Z3Session::resources() const {
  try {
    return impl_ == nullptr ? 0 : impl_->resources();
  } catch (const z3::exception&) {
    return 0;
  }
}

std::string Z3Session::script(dsl::SmtScalar truth, bool unsatisfiable) {
  try {
    return impl_ == nullptr ? "" : impl_->script(truth, unsatisfiable);
  } catch (const z3::exception&) {
    return "";
  }
}

const std::vector<std::int64_t>& Z3Session::model() const { return impl_->model(); }

}  // namespace gestalt::synthesis
