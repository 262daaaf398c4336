// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/logging.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <atomic>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

std::atomic<bool> writesJson = false;

QLatin1String levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return QLatin1String("debug");
    case QtInfoMsg:
        return QLatin1String("info");
    case QtWarningMsg:
        return QLatin1String("warning");
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return QLatin1String("error");
}

//! \return whether \p c ends a line, commands a terminal, or shows what follows in another order.
bool isTreacherous(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

//! \return \p text in quotes, with what could break a line or fool a terminal escaped.
QString quoted(const QString &text)
{
    QString safe = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            safe += u'\\';
        if (c == u'\n')
            safe += u"\\n"_s;
        else if (isTreacherous(c))
            safe += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            safe += c;
    }
    return safe + u'"';
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const LogRecord record{SystemClock().now(), type, context.category, message};
    const QByteArray line = writesJson ? logJson(record) : logText(record);
    // One call, so that lines of several threads never mix; there is nowhere to report a failure.
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

QString filterRules(const QString &level)
{
    QString rules = u"qt.*.debug=false\n"_s;
    if (level == u"debug")
        return rules;
    rules += u"*.debug=false\n"_s;
    if (level != u"info")
        rules += u"*.info=false\n"_s;
    if (level == u"error")
        rules += u"*.warning=false\n"_s;
    return rules;
}

} // namespace

QByteArray logText(const LogRecord &record)
{
    const QString line = u"time=%1 level=%2 category=%3 message=%4\n"_s.arg(
        toIso(record.time), levelName(record.type), QString::fromUtf8(record.category),
        quoted(record.message));
    return line.toUtf8();
}

QByteArray logJson(const LogRecord &record)
{
    const QJsonObject object{
        {u"time"_s, toIso(record.time)},
        {u"level"_s, levelName(record.type)},
        {u"category"_s, QString::fromUtf8(record.category)},
        {u"message"_s, record.message},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

void configureLogging(const QString &level, const QString &format)
{
    writesJson = format == u"json" || (format == u"auto" && !::isatty(STDERR_FILENO));
    QLoggingCategory::setFilterRules(filterRules(level));
    qInstallMessageHandler(writeLine);
}

} // namespace linnet
