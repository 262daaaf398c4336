// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/globaloptions.h"
#include "cli/commandline/helptext.h"

#include <QTest>

using namespace linnet::cli;
using namespace Qt::StringLiterals;

class HelpTextTest : public QObject
{
    Q_OBJECT

private slots:
    void explainsACommand();
    void listsTheVerbsOfANoun();
    void listsEverything();

private:
    QString help(const QString &topic);

    QStringList m_ids;
    QString m_filter;
    bool m_isQuick = false;
};

QString HelpTextTest::help(const QString &topic)
{
    const QList<Declaration> declarations = {
        {u"thing end"_s,
         u"End things."_s,
         {u"linnetctl thing end 7"_s},
         {{u"ID"_s, u"A thing."_s, &m_ids, Argument::Need::Optional}},
         {{u"--filter"_s, u"EXPR"_s, u"Those that match."_s, &m_filter},
          {u"-q,--quick"_s, {}, u"At once."_s, &m_isQuick}}},
        {u"thing list"_s, u"List things."_s, {u"linnetctl thing list"_s}},
        {u"status"_s, u"Show how it is."_s, {}},
    };
    bool isPlain = false;
    QString local;
    return helpText(topic, declarations,
                    {{u"--no-color"_s, {}, u"Without colours."_s, &isPlain},
                     {u"--local"_s, u"[SOCKET]"_s, u"Here."_s, &local}});
}

void HelpTextTest::explainsACommand()
{
    QCOMPARE(help(u"thing end"_s),
             u"End things.\n"
             "\n"
             "Usage: linnetctl thing end [ID\u2026] [OPTIONS]\n"
             "\n"
             "Arguments:\n"
             "  ID  A thing.\n"
             "\n"
             "Options:\n"
             "      --filter EXPR  Those that match.\n"
             "  -q, --quick        At once.\n"
             "\n"
             "Examples:\n"
             "  linnetctl thing end 7\n"
             "\n"
             "Options of every command:\n"
             "      --no-color        Without colours.\n"
             "      --local[=SOCKET]  Here.\n"_s);
}

void HelpTextTest::listsTheVerbsOfANoun()
{
    QCOMPARE(help(u"thing"_s),
             u"Usage: linnetctl thing COMMAND [OPTIONS]\n"
             "\n"
             "Commands:\n"
             "  thing end   End things.\n"
             "  thing list  List things.\n"
             "\n"
             "Examples:\n"
             "  linnetctl thing end 7\n"
             "  linnetctl thing list\n"
             "\n"
             "linnetctl thing COMMAND --help says more of a command.\n"_s);
}

void HelpTextTest::listsEverything()
{
    const QString text = help({});
    for (const QString &part :
         {u"  thing end   End things.\n"_s, u"  status      Show how it is.\n"_s, u"Examples:\n"_s,
          u"--no-color"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
}

QTEST_GUILESS_MAIN(HelpTextTest)
#include "tst_helptext.moc"
