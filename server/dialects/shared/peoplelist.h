// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/user.h"
#include "server/dialects/shared/longlist.h"

namespace linnet {

class PeopleService;

//! \brief Everybody, for clients that know no pages: as somebody may see them, in the order in
//! which they came.
class PeopleList
{
public:
    static constexpr int Most = 10'000;

    enum class Self { Listed, LeftOut };
    using Shape = std::function<QJsonObject(const User &)>;

    //! \p people outlives the list.
    PeopleList(PeopleService *people, UserId viewer, Self self, Shape shape);

    //! Not again after the last page.
    QCoro::Task<Result<LongList::Page>> next();

private:
    PeopleService *const m_people;
    const UserId m_viewer;
    const Self m_self;
    const Shape m_shape;
    UserId m_last;
    int m_listed = 0;
};

//! \return pages of \p list.
LongList::NextPage pagesOf(std::shared_ptr<PeopleList> list);

} // namespace linnet
