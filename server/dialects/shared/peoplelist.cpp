// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/peoplelist.h"

#include "server/dialects/shared/jsonarray.h"
#include "server/services/chat/peopleservice.h"

namespace linnet {

namespace {

constexpr int AtOnce = 250;

} // namespace

PeopleList::PeopleList(PeopleService *people, UserId viewer, Self self, Shape shape)
    : m_people(people)
    , m_viewer(viewer)
    , m_self(self)
    , m_shape(std::move(shape))
{}

QCoro::Task<Result<LongList::Page>> PeopleList::next()
{
    auto users = co_await m_people->list(m_viewer, m_last, AtOnce);
    if (!users)
        co_return users.error();
    m_listed += int(users->size());
    const bool isLast = users->size() < size_t(AtOnce) || m_listed >= Most;
    if (!users->empty())
        m_last = users->back().id;
    if (m_self == Self::LeftOut)
        std::erase_if(*users, [this](const User &user) { return user.id == m_viewer; });
    co_return LongList::Page{toArray(*users, m_shape), isLast};
}

LongList::NextPage pagesOf(std::shared_ptr<PeopleList> list)
{
    return [list] { return list->next(); };
}

} // namespace linnet
