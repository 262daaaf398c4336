// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/mediaview.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MediaViewTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhyAFileIsGone_data();
    void saysWhyAFileIsGone();
};

void MediaViewTest::saysWhyAFileIsGone_data()
{
    QTest::addColumn<MediaRemoval::Why>("why");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");
    QTest::newRow("age") << MediaRemoval::Why::TooOld << u"too-old"_s
                         << u"This file was removed on 2026-01-31: files are not kept longer"_s;
    QTest::newRow("budget")
        << MediaRemoval::Why::NoRoom << u"no-room"_s
        << u"This file was removed on 2026-01-31: there is no room for older files"_s;
}

void MediaViewTest::saysWhyAFileIsGone()
{
    QFETCH(const MediaRemoval::Why, why);
    QFETCH(const QString, name);
    QFETCH(const QString, message);
    const Error error = mediaRemoved({*parseIso(u"2026-01-31T09:05:00.042Z"), why});
    QCOMPARE(error.kind, Error::Kind::Gone);
    QCOMPARE(error.code, "media_removed"_L1);
    QCOMPARE(error.message, message);
    QCOMPARE(nameOf(why), name);
}

QTEST_GUILESS_MAIN(MediaViewTest)
#include "tst_mediaview.moc"
