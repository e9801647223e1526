#include "dsl/core/reader.h"

#include <fmt/format.h>

#include <cctype>

namespace gestalt::dsl {

tl::unexpected<Error> error_at(Position at, std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message),
              fmt::format("{}:{}", at.line, at.column));
}

namespace {

constexpr int kMaxNesting = 200;
constexpr std::size_t kMaxText = 1 << 20;

/// Text to syntax trees.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Syntax> read_one() {
    if (text_.size() > kMaxText) return error_at({}, "the program is longer than 1 MiB");
    Result<Syntax> result = read();
    if (!result) return result;
    if (!at_end()) {
      return error_at(position_, fmt::format("unexpected '{}' after the program", text_[at_]));
    }
    return result;
  }

  Result<std::vector<Syntax>> read_all() {
    if (text_.size() > kMaxText) return error_at({}, "the text is longer than 1 MiB");
    std::vector<Syntax> trees;
    while (!at_end()) {
      Result<Syntax> tree = read();
      if (!tree) return tl::unexpected(tree.error());
      trees.push_back(std::move(*tree));
    }
    return trees;
  }

 private:
  Result<Syntax> read() {
    skip_space();
    const Position begin = position_;
    if (at_ == text_.size()) return error_at(begin, "unexpected end of the program");
    const char c = text_[at_];
    if (c == ')' || c == ']' || c == '}') return error_at(begin, fmt::format("unexpected '{}'", c));
    if (c == '(' || c == '[') return read_form(begin, c == '(' ? ')' : ']');
    if (c == '"') return read_string(begin);
    Syntax atom;
    atom.at = begin;
    int braces = 0;
    while (at_ < text_.size() && (braces > 0 || !ends_atom(text_[at_]))) {
      braces += text_[at_] == '{' ? 1 : text_[at_] == '}' ? -1 : 0;
      if (braces < 0 || text_[at_] == '\n') break;
      atom.token += text_[at_];
      advance();
    }
    if (braces > 0) return error_at(begin, "'{' without '}'");
    if (braces < 0) return error_at(position_, "unexpected '}'");
    return atom;
  }

  Result<Syntax> read_form(Position begin, char close) {
    if (++nesting_ > kMaxNesting) return error_at(begin, "nested too deeply");
    Syntax form;
    form.kind = close == ')' ? Syntax::Kind::kRound : Syntax::Kind::kSquare;
    form.at = begin;
    advance();
    for (skip_space(); at_ < text_.size() && text_[at_] != close; skip_space()) {
      Result<Syntax> part = read();
      if (!part) return part;
      form.parts.push_back(std::move(*part));
    }
    if (at_ == text_.size()) {
      return error_at(begin, fmt::format("'{}' without '{}'", close == ')' ? '(' : '[', close));
    }
    advance();
    --nesting_;
    return form;
  }

  Result<Syntax> read_string(Position begin) {
    Syntax string;
    string.kind = Syntax::Kind::kString;
    string.at = begin;
    for (advance(); at_ < text_.size() && text_[at_] != '"'; advance()) string.token += text_[at_];
    if (at_ == text_.size()) return error_at(begin, "a string without its closing quote");
    advance();
    return string;
  }

  [[nodiscard]] bool at_end() {
    skip_space();
    return at_ == text_.size();
  }
  static bool ends_atom(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0 || c == '(' || c == ')' || c == '[' ||
           c == ']' || c == ';' || c == '"';
  }
  void advance() {
    if (text_[at_++] == '\n') {
      ++position_.line;
      position_.column = 1;
    } else {
      ++position_.column;
    }
  }
  void skip_space() {
    while (at_ < text_.size()) {
      if (text_[at_] == ';') {
        while (at_ < text_.size() && text_[at_] != '\n') advance();
      } else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
        advance();
      } else {
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Position position_;
  int nesting_ = 0;
};

}  // namespace

Result<Syntax> read_syntax(std::string_view text) { return Reader(text).read_one(); }

Result<std::vector<Syntax>> read_all_syntax(std::string_view text) {
  return Reader(text).read_all();
}

}  // namespace gestalt::dsl
