// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usersheet.h"

#include <QBuffer>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

namespace {

//! \return the problem with \p text; empty: there is none. What it names goes to \p entries.
QString read(QByteArray text, QList<UserSheet::Entry> *entries = nullptr)
{
    QBuffer buffer(&text);
    if (!buffer.open(QIODevice::ReadOnly))
        qFatal("A buffer does not open.");
    auto sheet = UserSheet::open(buffer);
    if (!sheet)
        return sheet.error().message;
    for (;;) {
        const auto entry = sheet->next();
        if (!entry)
            return entry.error().message;
        if (!*entry)
            return {};
        if (entries)
            entries->append(**entry);
    }
}

} // namespace

class UserSheetTest : public QObject
{
    Q_OBJECT

private slots:
    void namesPeople();
    void leavesOutWhatIsEmpty();
    void tidiesNumbers_data();
    void tidiesNumbers();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void UserSheetTest::namesPeople()
{
    QList<UserSheet::Entry> entries;
    QCOMPARE(read("Phone, NAME ,role,username,email\n+4915101, Ann ,admin,ann,ann@example.org\n",
                  &entries),
             QString());
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.front().row, 2);
    QCOMPARE(entries.front().user,
             (QJsonObject{{"name"_L1, u"Ann"_s},
                          {"phone"_L1, u"+4915101"_s},
                          {"role"_L1, u"admin"_s},
                          {"username"_L1, u"ann"_s},
                          {"email"_L1, u"ann@example.org"_s}}));
    QCOMPARE(entries.front().cells.value(1), u" Ann "_s);
}

void UserSheetTest::leavesOutWhatIsEmpty()
{
    QList<UserSheet::Entry> entries;
    QCOMPARE(read("name,phone,email,problem\nAnn,,ann@example.org,taken\nBob\n", &entries),
             QString());
    QCOMPARE(entries.value(0).user,
             (QJsonObject{{"name"_L1, u"Ann"_s}, {"email"_L1, u"ann@example.org"_s}}));
    QCOMPARE(entries.value(1).user, (QJsonObject{{"name"_L1, u"Bob"_s}}));
}

void UserSheetTest::tidiesNumbers_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("number");

    QTest::newRow("plain") << QByteArray("+4915123456") << u"+4915123456"_s;
    QTest::newRow("as people write") << QByteArray("0049 (0)151 / 23-45.6") << u"+4915123456"_s;
    QTest::newRow("as spreadsheets keep it") << QByteArray("'+49 151 23456") << u"+4915123456"_s;
    QTest::newRow("no-break spaces") << QByteArray("+49\xC2\xA0"
                                                   "15123456")
                                     << u"+4915123456"_s;
    QTest::newRow("no number") << QByteArray("n.a.") << u"na"_s;
}

void UserSheetTest::tidiesNumbers()
{
    QFETCH(const QByteArray, cell);
    QList<UserSheet::Entry> entries;
    QCOMPARE(read("name,phone\nAnn," + cell + '\n', &entries), QString());
    QTEST(entries.value(0).user["phone"_L1].toString(), "number");
}

void UserSheetTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");

    QTest::newRow("nothing")
        << QByteArray() << u"There is no column \"name\": the first row is to name the columns."_s;
    QTest::newRow("an unknown column")
        << QByteArray("name,fax\n")
        << u"Column \"fax\" is none of name, phone, email, username, role: the first row is to "
           "name the columns."_s;
    QTest::newRow("a column twice")
        << QByteArray("name,phone,Phone\n") << u"Column \"Phone\" is there twice."_s;
    QTest::newRow("nothing to sign in with")
        << QByteArray("name,username\n")
        << u"There is no column \"phone\" or \"email\", which people sign in with."_s;
    QTest::newRow("too many cells")
        << QByteArray("name,phone\nAnn,1,2\n") << u"Row 2 has 3 cells, and there are 2 columns."_s;
}

void UserSheetTest::saysWhatIsWrong()
{
    QFETCH(const QByteArray, text);
    QTEST(read(text), "problem");
}

QTEST_APPLESS_MAIN(UserSheetTest)
#include "tst_usersheet.moc"
