// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/filterterms.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr qsizetype MostCharacters = 2'000;
constexpr size_t MostTerms = 50;
constexpr size_t MostValues = 50;

Error invalidFilter(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_filter"_L1, message};
}

bool isSpace(QChar c)
{
    return c.isSpace();
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control && !c.isSpace();
}

bool isInFieldName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.';
}

bool isInWord(QChar c)
{
    return !c.isSpace() && c != u',' && c != u'"';
}

//! \return the longest start of \p text of which every character \p belongs.
template <typename Belongs>
QStringView startOf(QStringView text, Belongs belongs)
{
    return text.first(std::find_if_not(text.begin(), text.end(), belongs) - text.begin());
}

struct Sign
{
    QStringView text;
    FilterTerm::Operator comparison;
};

constexpr Sign Signs[] = {
    {u"<=", FilterTerm::Operator::LessOrEqual}, // Before those it begins with.
    {u">=", FilterTerm::Operator::GreaterOrEqual},
    {u"<", FilterTerm::Operator::Less},
    {u">", FilterTerm::Operator::Greater},
    {u":", FilterTerm::Operator::Is},
    {u"=", FilterTerm::Operator::Is},
};

//! \brief Reads terms from left to right.
class TermReader
{
public:
    explicit TermReader(QStringView text)
        : m_text(text)
    {}

    Result<std::vector<FilterTerm>> readAll();

private:
    Result<> readTerm();
    void readField();
    Result<> readValues();
    Result<FilterValue> readValue();
    Result<QString> readQuoted();
    QString readWord();

    bool isAtEnd() const { return m_at == m_text.size(); }
    QStringView rest() const { return m_text.sliced(m_at); }
    //! Goes behind \p c. \return whether it is there.
    bool skip(QChar c);
    bool skipSpace();
    Error mistake(const QString &reason);
    //! Notes what has been written of the term so far, and the word that goes on.
    void noteWritten();

    QStringView m_text;
    qsizetype m_at = 0;
    qsizetype m_begin = 0; //!< Of the term.
    FilterTerm m_term;
};

bool TermReader::skip(QChar c)
{
    if (!rest().startsWith(c))
        return false;
    ++m_at;
    return true;
}

bool TermReader::skipSpace()
{
    m_at += startOf(rest(), isSpace).size();
    return !isAtEnd();
}

Result<std::vector<FilterTerm>> TermReader::readAll()
{
    std::vector<FilterTerm> terms;
    while (skipSpace()) {
        if (terms.size() == MostTerms)
            return invalidFilter(u"The filter has more than %1 terms."_s.arg(MostTerms));
        m_begin = m_at;
        m_term = {.number = int(terms.size()) + 1, .place = m_at + 1};
        if (const auto read = readTerm(); !read)
            return read.error();
        terms.push_back(std::move(m_term));
    }
    return terms;
}

Result<> TermReader::readTerm()
{
    m_term.isNegated = skip(u'-');
    readField();
    if (auto read = readValues(); !read)
        return read;
    noteWritten();
    const bool isJoined = m_term.written == u"AND" || m_term.written == u"OR";
    if (isJoined || m_term.written == u"NOT")
        return mistake(u"terms need no word between them; all of them must be true, "
                       "\"field:a,b\" is any of several values, and \"-\" before a term is its "
                       "contrary. The word itself is searched for in quotes."_s);
    return {};
}

//! Goes behind a field and its sign, if the term begins with them.
void TermReader::readField()
{
    const QStringView name = startOf(rest(), isInFieldName);
    const QStringView behind = rest().sliced(name.size());
    const auto sign = std::find_if(std::begin(Signs), std::end(Signs), [behind](const Sign &each) {
        return behind.startsWith(each.text);
    });
    if (name.isEmpty() || !name.front().isLetter() || sign == std::end(Signs))
        return;
    m_term.field = name.toString();
    m_term.comparison = sign->comparison;
    m_at += name.size() + sign->text.size();
}

Result<> TermReader::readValues()
{
    do {
        if (m_term.anyOf.size() == MostValues)
            return mistake(u"more than %1 values are too many."_s.arg(MostValues));
        auto value = readValue();
        if (!value)
            return value.error();
        m_term.anyOf.push_back(*std::move(value));
    } while (skip(u','));
    if (!isAtEnd() && !rest().front().isSpace())
        return mistake(u"quotes surround a whole value."_s);
    return {};
}

Result<FilterValue> TermReader::readValue()
{
    FilterValue value;
    const bool isStarred = skip(u'*');
    const bool isQuoted = skip(u'"');
    auto text = isQuoted ? readQuoted() : Result<QString>(readWord());
    if (!text)
        return text.error();
    value.isOpenBefore = isStarred;
    value.isOpenAfter = isQuoted ? skip(u'*') : text->endsWith(u'*');
    if (!isQuoted && value.isOpenAfter)
        text->chop(1);
    if (text->isEmpty() && (value.isOpen() || !isQuoted))
        return mistake(u"a value is missing."_s);
    if (!isQuoted && text->contains(u'*'))
        return mistake(u"a * stands before or after a value, or in quotes for itself."_s);
    value.text = *std::move(text);
    return value;
}

QString TermReader::readWord()
{
    const QStringView word = startOf(rest(), isInWord);
    m_at += word.size();
    return word.toString();
}

//! Reads what is behind an opening quote, and the closing one.
Result<QString> TermReader::readQuoted()
{
    QString text;
    while (!skip(u'"')) {
        const bool isEscape = skip(u'\\');
        if (isAtEnd())
            return mistake(u"a quote is not closed."_s);
        if (isEscape && !rest().startsWith(u'"') && !rest().startsWith(u'\\'))
            return mistake(u"in quotes a backslash stands before a quote or a backslash."_s);
        text += m_text[m_at++];
    }
    return text;
}

Error TermReader::mistake(const QString &reason)
{
    noteWritten();
    return filterMistake(m_term, reason);
}

void TermReader::noteWritten()
{
    const auto end = m_at + startOf(rest(), [](QChar c) { return !c.isSpace(); }).size();
    m_term.written = m_text.sliced(m_begin, end - m_begin).toString();
}

//! \return where \p text has what no text has: a control character or half of a pair; -1: nowhere.
qsizetype findUnreadable(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isControl(text[i]) || (text[i].isSurrogate() && !isPair))
            return i;
        i += isPair;
    }
    return -1;
}

} // namespace

Result<std::vector<FilterTerm>> parseFilterTerms(QStringView expression)
{
    if (expression.size() > MostCharacters)
        return invalidFilter(
            u"The filter is longer than %1 characters, which is the most."_s.arg(MostCharacters));
    if (const qsizetype at = findUnreadable(expression); at >= 0)
        return invalidFilter(
            u"The filter has a character that is none of a text, at character %1."_s.arg(at + 1));
    return TermReader(expression).readAll();
}

Error filterMistake(const FilterTerm &term, const QString &reason)
{
    return invalidFilter(u"Term %1 of the filter, %2 at character %3: %4"_s.arg(
        QString::number(term.number), u'"' + shortened(term.written) + u'"',
        QString::number(term.place), reason));
}

QString shortened(QStringView text)
{
    constexpr qsizetype Most = 60;
    if (text.size() <= Most)
        return text.toString();
    const QStringView start = text.first(Most);
    return start.chopped(start.back().isHighSurrogate() ? 1 : 0).toString() + u'…';
}

} // namespace linnet
