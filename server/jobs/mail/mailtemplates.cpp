// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailtemplates.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString BuiltIn = u":/mail"_s;
const QString English = u"en"_s;

enum class Escaping { None, Html };

Error badTemplate(const QString &reason)
{
    return {Error::Kind::Internal, "mail_template"_L1, reason};
}

std::optional<QString> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.readAll());
}

const QRegularExpression &placeholder()
{
    static const QRegularExpression pattern(u"\\{\\{ *([A-Za-z]+) *\\}\\}"_s);
    return pattern;
}

QStringList placeholdersOf(const QString &text)
{
    QStringList names;
    for (auto matches = placeholder().globalMatch(text); matches.hasNext();)
        names.append(matches.next().captured(1));
    return names;
}

//! \return \p value in one line, without what would turn the text around it.
QString shown(const QString &value)
{
    static const QRegularExpression control(u"[\\p{Cc}\\p{Zl}\\p{Zp}]+"_s);
    static const QRegularExpression direction(u"[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]"_s);
    return QString(value).remove(direction).replace(control, u" "_s).trimmed();
}

//! Fills in each placeholder once: what a value contains is not looked at again.
Result<QString> fill(const QString &text, const QJsonObject &values, Escaping escaping)
{
    QString filled;
    qsizetype end = 0;
    for (auto matches = placeholder().globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QJsonValue value = values.value(match.captured(1));
        if (value.isUndefined())
            return badTemplate(u"There is no value for {{%1}}."_s.arg(match.captured(1)));
        const QString line = shown(value.toVariant().toString());
        filled += QStringView(text).mid(end, match.capturedStart() - end);
        filled += escaping == Escaping::Html ? line.toHtmlEscaped() : line;
        end = match.capturedEnd();
    }
    filled += QStringView(text).mid(end);
    return filled;
}

//! \return \p language and its more general forms, as far as they can be file names.
QStringList fallbacks(const QString &language)
{
    static const QRegularExpression tag(u"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"_s);
    QStringList languages;
    for (QString each = tag.match(language).captured(); !each.isEmpty();
         each = each.contains(u'-') ? each.section(u'-', 0, -2) : QString())
        languages.append(each);
    return languages;
}

} // namespace

MailTemplates::MailTemplates(QString folder, QString usual)
    : m_folder(std::move(folder))
    , m_usual(std::move(usual))
{}

QStringList MailTemplates::names()
{
    QStringList names;
    for (const QString &file : QDir(BuiltIn).entryList({u"*.en.txt"_s}, QDir::Files, QDir::Name))
        names.append(file.section(u'.', 0, 0));
    return names;
}

QStringList MailTemplates::languages(const QString &name)
{
    QStringList languages;
    for (const QString &file :
         QDir(BuiltIn).entryList({name + u".*.txt"_s}, QDir::Files, QDir::Name))
        languages.append(file.section(u'.', 1, 1));
    return languages;
}

Result<> MailTemplates::check() const
{
    if (m_folder.isEmpty())
        return {};
    if (!QDir(m_folder).exists())
        return badTemplate(u"The folder of mail templates %1 is not there."_s.arg(m_folder));
    for (const QString &file : QDir(m_folder).entryList({u"*.txt"_s, u"*.html"_s}, QDir::Files)) {
        if (const auto checked = checkFile(file); !checked)
            return checked;
    }
    return {};
}

Result<> MailTemplates::checkFile(const QString &file) const
{
    const QString path = QDir(m_folder).filePath(file);
    const QString name = file.section(u'.', 0, 0);
    if (!names().contains(name) || file.count(u'.') != 2)
        return badTemplate(
            u"%1 must be named NAME.LANGUAGE.txt or .html, and NAME be one of %2."_s.arg(
                path, names().join(u", "_s)));
    const auto text = read(file);
    if (!text)
        return badTemplate(u"%1 cannot be read."_s.arg(path));
    const QStringList known =
        placeholdersOf(contentOf(BuiltIn + u'/' + name + u".en.txt"_s).value_or(QString()));
    for (const QString &each : placeholdersOf(*text)) {
        if (!known.contains(each))
            return badTemplate(u"%1 uses {{%2}}, which it is not given; it may use %3."_s.arg(
                path, each, known.join(u", "_s)));
    }
    return {};
}

std::optional<QString> MailTemplates::read(const QString &file) const
{
    auto own = m_folder.isEmpty() ? std::nullopt : contentOf(m_folder + u'/' + file);
    return own ? own : contentOf(BuiltIn + u'/' + file);
}

Result<MailText> MailTemplates::render(const QString &name, const QString &language,
                                       const QJsonObject &values) const
{
    QStringList languages;
    for (const QString &each : (language + u',' + m_usual + u',' + English).split(u','))
        languages += fallbacks(each);
    for (const QString &each : languages) {
        const auto source = read(name + u'.' + each + u".txt"_s);
        if (!source)
            continue;
        const auto subject = fill(source->section(u'\n', 0, 0), values, Escaping::None);
        if (!subject)
            return subject.error();
        const auto text = fill(source->section(u'\n', 1).trimmed(), values, Escaping::None);
        if (!text)
            return text.error();
        const auto page = read(name + u'.' + each + u".html"_s);
        const auto html = fill(page.value_or(QString()), values, Escaping::Html);
        if (!html)
            return html.error();
        return MailText{each, subject->trimmed(), *text, *html};
    }
    return badTemplate(u"There is no mail \"%1\"."_s.arg(name));
}

} // namespace linnet
